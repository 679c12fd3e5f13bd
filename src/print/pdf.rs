//! Drawn pages -> a PDF: what every paper of this program is, whatever letters stand on it and wherever they come from.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref};
use zeroize::Zeroizing;

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.0, 842.0);
/// What pages call the font.
pub(super) const FONT: Name<'static> = Name(b"F1");

/// A document of these pages; `letters` writes their font under the first of the five numbers, and what belongs to it under the others.
pub(super) fn document(pages: Vec<Content>, letters: impl FnOnce(&mut Pdf, [Ref; 5])) -> Zeroizing<Vec<u8>> {
    let (catalog, tree, ids) = (Ref::new(1), Ref::new(2), [3, 4, 5, 6, 7].map(Ref::new));
    let numbered: Vec<(Ref, Ref)> = (4..).map(|at| (Ref::new(at * 2), Ref::new(at * 2 + 1))).take(pages.len()).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids(numbered.iter().map(|(page, _)| *page)).count(i32::try_from(pages.len()).unwrap_or(i32::MAX));
    for (content, (page, stream)) in pages.into_iter().zip(numbered) {
        let mut written = pdf.page(page);
        written.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(tree).contents(stream);
        written.resources().fonts().pair(FONT, ids[0]);
        written.finish();
        // A visitor's words may stand on it.
        let bytes = Zeroizing::new(content.finish().to_vec());
        pdf.stream(stream, &bytes);
    }
    letters(&mut pdf, ids);
    Zeroizing::new(pdf.finish())
}
