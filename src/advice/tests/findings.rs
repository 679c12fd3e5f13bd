//! What a doctor finds has words, every fault of it.

use super::reading::every;
use crate::{
    advice::{Told, found},
    doctor::{DisplayFault, Finding, GuardFault, MachineFault},
    text::is_han,
};

#[test]
fn every_fault_has_words() {
    let faults = every!(GuardFault:
        PiecesMissing { 0: vec!["/etc/a"], 1: true }, PiecesDiffer { 0: vec!["/etc/a"] }, NotEnabled { 0: "a.service", 1: true },
        NotGraphical { 0: "a".to_owned() }, NotRunning {}, Unmasked { 0: vec!["a"] }, KernelOpen { 0: vec![("a", "1".to_owned(), "0")] },
        Intruder { 0: "a" }, NoUser {}, UserLogsIn { 0: "a".to_owned() }, UserInGroups { 0: vec!["a".to_owned()] },
        CannotRead { 0: "a".to_owned() }, CannotWrite { 0: "a".to_owned() }, MayChange { 0: "a".to_owned() },
    );
    let mut all: Vec<(&str, Finding)> = faults.into_iter().map(|(name, fault)| (name, fault.into())).collect();
    let faults = every!(DisplayFault:
        EmulatorOpen { 0: vec!["a".to_owned()] }, TapsLost {}, NoGraphics {}, NoRenderer {}, NoHan {}, NoNarrow {},
        NoOutput { 0: "a".to_owned(), 1: Vec::new() }, TooSmall { 0: 1, 1: 1 }, CellShape { 0: 1, 1: 1 }, CodeUnread {}, NoInput {},
    );
    all.extend(faults.into_iter().map(|(name, fault)| (name, fault.into())));
    let faults = every!(MachineFault:
        TwoPrograms {}, LittleRoom { 0: 1, 1: 2 }, DiskRefuses { 0: crate::files::DiskTrouble::Full }, Fragile { 0: "vfat".to_owned() }, NoFsck {}, VolatileLog {},
        Swap { 0: vec!["a".to_owned()] }, PackageMissing { 0: "foot", 1: true }, PackageOld { 0: "foot", 1: "1.13".to_owned(), 2: "1.15" },
        NoHelper { 0: "/run/a".to_owned() }, EnglishVoice { 0: "1.51".to_owned() },
        NoPrintProgram {}, NoQueue { 0: "hall".to_owned() }, QueueStopped { 0: "hall".to_owned() }, SpoolKeeps {},
        NoPrintDevice { 0: "/dev/usb/lp0".to_owned() }, PrintDeviceClosed { 0: "/dev/usb/lp0".to_owned() },
    );
    all.extend(faults.into_iter().map(|(name, fault)| (name, fault.into())));
    all.push(("Failed", Finding::Failed));
    for (name, finding) in all {
        let Told { what, why, mend } = found(&finding);
        // A mend may be the command itself.
        assert!(what.chars().any(is_han) && why.chars().any(is_han) && !mend.is_empty(), "{name}: {what} {why}");
        assert!(![what.as_str(), why, mend.as_str()].iter().any(|words| words.ends_with('。')), "{name}");
    }
}
