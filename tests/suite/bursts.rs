//! More input at once than anybody types: a finger that rests on the glass while the disk is slow, a bag on the keyboard, a whole document
//! pasted. The key that follows acts.

use super::terminal::Terminal;

const END: &str = "\u{1b}[21~";

fn moves(count: usize) -> Vec<u8> {
    (0..count).flat_map(|n| format!("\u{1b}[<35;{};{}M", n % 100 + 1, n % 28 + 1).into_bytes()).collect()
}

#[test]
fn after_a_burst_the_next_key_acts_and_nothing_of_the_burst_is_taken_for_another_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(folder.path(), &["--windowed"], 106, 30);
    terminal.expect("数据截至").expect("触摸屏幕");
    for burst in [moves(200), moves(1000)] {
        // An escape character that is torn off its sequence would be the key that leads back, and what is left of it would be searched for.
        terminal.send("养老").expect("养老▏").flood(&burst).send("金").expect("养老金▏").send(END).expect("触摸屏幕");
    }
    terminal.flood("a".repeat(3000).as_bytes()).send(END).expect("触摸屏幕");
    let pasted = format!("\u{1b}[200~{}\u{1b}[201~", "养老金".repeat(12_000));
    terminal.flood(pasted.as_bytes()).expect("养老金养老金").send(END).expect("触摸屏幕");
    terminal.flood("养老金".repeat(12_000).as_bytes()).send(END).expect("触摸屏幕");
    assert!(terminal.is_running());
}
