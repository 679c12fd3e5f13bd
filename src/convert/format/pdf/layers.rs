//! Layers that a viewer does not show: what is drawn in them nobody sees. Which layer a piece of a page belongs to stands in the resources, which the
//! reader of pages does not give; so the file is opened a second time, and only if a page speaks of layers.

use std::{cell::OnceCell, collections::HashSet};

use unpdf::parser::{
    backend::ResourceScope,
    raw::{PdfDict, PdfObject, RawDocument},
};

/// An object of the file.
type Id = (u32, u16);

/// The layers of a file.
pub(super) struct Layers<'b> {
    bytes: &'b [u8],
    known: OnceCell<Option<Known>>,
}

struct Known {
    document: RawDocument,
    off: HashSet<Id>,
}

impl<'b> Layers<'b> {
    /// Of this file; nothing is read yet.
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, known: OnceCell::new() }
    }

    /// Whether what is drawn under this name is not shown.
    pub(super) fn is_off(&self, scope: ResourceScope, name: &[u8]) -> bool {
        let known = self.known.get_or_init(|| {
            let document = RawDocument::load(self.bytes).ok()?;
            let off = off(&document).unwrap_or_default();
            Some(Known { document, off })
        });
        known.as_ref().is_some_and(|known| !known.off.is_empty() && known.names(scope, name).is_some_and(|object| known.hides(object)))
    }
}

/// The layers that are off when the file is opened.
fn off(document: &RawDocument) -> Option<HashSet<Id>> {
    let properties = dict(document, document.catalog().ok()?.get(b"OCProperties".as_slice())?)?;
    let opened = dict(document, properties.get(b"D".as_slice())?)?;
    let listed = |of: &PdfDict, name: &[u8]| -> HashSet<Id> {
        let array = of.get(name).map(|object| document.resolve(object)).and_then(PdfObject::as_array);
        array.into_iter().flatten().filter_map(PdfObject::as_reference).collect()
    };
    let mut off = listed(opened, b"OFF");
    let base = opened.get(b"BaseState".as_slice()).map(|object| document.resolve(object)).and_then(PdfObject::as_name);
    if base == Some(b"OFF".as_slice()) {
        let on = listed(opened, b"ON");
        off.extend(listed(properties, b"OCGs").difference(&on));
    }
    Some(off)
}

fn dict<'d>(document: &'d RawDocument, object: &'d PdfObject) -> Option<&'d PdfDict> {
    document.resolve(object).as_dict()
}

impl Known {
    /// What a name of a page or form stands for.
    fn names(&self, scope: ResourceScope, name: &[u8]) -> Option<&PdfObject> {
        let mut holder = match scope.form {
            Some(form) => self.document.get_object(form).and_then(|object| object.as_stream().map(|stream| &stream.dict)),
            None => self.document.get_dict(scope.page).ok(),
        };
        // Resources may stand with the parents of a page.
        for _ in 0..32 {
            let own = holder?;
            let properties =
                own.get(b"Resources".as_slice()).and_then(|object| dict(&self.document, object)?.get(b"Properties".as_slice()));
            if let Some(found) = properties.and_then(|object| dict(&self.document, object)?.get(name)) {
                return Some(found);
            }
            holder = own.get(b"Parent".as_slice()).and_then(|object| dict(&self.document, object));
        }
        None
    }

    /// Whether a layer is off, or all layers of a group of them.
    fn hides(&self, object: &PdfObject) -> bool {
        if object.as_reference().is_some_and(|id| self.off.contains(&id)) {
            return true;
        }
        let Some(members) = dict(&self.document, object).and_then(|group| group.get(b"OCGs".as_slice())) else { return false };
        match self.document.resolve(members).as_array() {
            Some(all) => !all.is_empty() && all.iter().all(|member| member.as_reference().is_some_and(|id| self.off.contains(&id))),
            None => members.as_reference().is_some_and(|id| self.off.contains(&id)),
        }
    }
}
