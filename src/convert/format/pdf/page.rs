//! One page: its operators followed one after the other, with the forms they paint.

use unpdf::parser::backend::{ContentOp, FormXObject, PageBox, PageId, PaintedXObject, PdfBackend, PdfValue, RawBackend, ResourceScope};

use super::{
    super::page::Stroke,
    drawn::Drawn,
    layers::Layers,
    matrix::{Matrix, six},
    paint::{Paint, Painted},
    text::{Fonts, Shown, Text, turned},
};

/// Forms in forms deeper than this are a trap.
const DEEPEST: usize = 12;
/// More operators than this on one page are no page.
const MOST_OPERATORS: usize = 3_000_000;

/// What `q` keeps and `Q` gives back.
#[derive(Debug, Clone)]
struct State {
    ctm: Matrix,
    text: Text,
    paint: Paint,
}

struct Reader<'a> {
    backend: &'a RawBackend,
    page: PageId,
    fonts: Fonts,
    state: State,
    kept: Vec<State>,
    layers: &'a Layers<'a>,
    /// Marked pieces that are open, and whether each is one that is not shown.
    marked: Vec<bool>,
    path: Painted,
    shown: Shown,
    operators: usize,
    damaged: bool,
}

/// Draws a page.
pub(super) fn draw(backend: &RawBackend, page: PageId, layers: &Layers<'_>) -> Drawn {
    let frame = backend.crop_box(page);
    let (base, width, height) = base(&frame, backend.page_rotation(page));
    let state = State { ctm: base, text: Text::default(), paint: Paint::default() };
    let mut reader = Reader {
        backend,
        page,
        fonts: Fonts::default(),
        state,
        kept: Vec::new(),
        layers,
        marked: Vec::new(),
        path: Painted::default(),
        shown: Shown::default(),
        operators: 0,
        damaged: false,
    };
    match backend.page_content_with_losses(page) {
        Ok(content) => {
            reader.damaged |= content.undecodable_streams > 0;
            reader.run(&content.data, None, &mut Vec::new());
        }
        Err(_) => reader.damaged = true,
    }
    let Reader { path, shown, damaged, .. } = reader;
    let mut drawn = shown.settle(width, height, &path);
    drawn.damaged = damaged;
    drawn.pictures = path.pictures / (width * height).max(1.0);
    drawn.painted = path.painted;
    let place = |x, y| turned((x, y), drawn.turn, (width, height));
    let stroke = |stroke: Stroke| {
        let ((x0, y0), (x1, y1)) = (place(stroke.x0, stroke.y0), place(stroke.x1, stroke.y1));
        Stroke { x0, y0, x1, y1 }
    };
    drawn.leaf.strokes = path.strokes.into_iter().map(stroke).collect();
    (drawn.leaf.width, drawn.leaf.height) = if drawn.turn % 2 == 0 { (width, height) } else { (height, width) };
    drawn
}

/// The page's own coordinates -> points from its upper left corner as it is shown.
fn base(frame: &PageBox, rotation: u16) -> (Matrix, f32, f32) {
    let (width, height) = (frame.width(), frame.height());
    match rotation {
        90 => (Matrix([0.0, 1.0, 1.0, 0.0, -frame.lly, -frame.llx]), height, width),
        180 => (Matrix([-1.0, 0.0, 0.0, 1.0, frame.urx, -frame.lly]), width, height),
        270 => (Matrix([0.0, -1.0, -1.0, 0.0, frame.ury, frame.urx]), height, width),
        _ => (Matrix([1.0, 0.0, 0.0, -1.0, -frame.llx, frame.ury]), width, height),
    }
}

impl Reader<'_> {
    fn run(&mut self, data: &[u8], form: Option<(u32, u16)>, path: &mut Vec<(u32, u16)>) {
        let Ok(operators) = self.backend.decode_content(data) else {
            self.damaged = true;
            return;
        };
        self.operators = self.operators.saturating_add(operators.len());
        if self.operators > MOST_OPERATORS {
            self.damaged = true;
            return;
        }
        let scope = ResourceScope { page: self.page, form };
        for operator in &operators {
            self.follow(operator, scope, path);
        }
    }

    fn follow(&mut self, op: &ContentOp, scope: ResourceScope, path: &mut Vec<(u32, u16)>) {
        match op.operator.as_str() {
            "q" if self.kept.len() < 4096 => self.kept.push(self.state.clone()),
            "Q" => {
                if let Some(state) = self.kept.pop() {
                    self.state = state;
                }
            }
            "cm" => {
                if let Some(matrix) = six(op) {
                    self.state.ctm = matrix.then(self.state.ctm);
                }
            }
            "gs" => {
                if let Some(PdfValue::Name(name)) = op.operands.first()
                    && let Some(state) = self.backend.ext_gstate(scope, name)
                {
                    self.state.paint.see_through(&state);
                }
            }
            "Do" => {
                if let Some(PdfValue::Name(name)) = op.operands.first() {
                    self.paint_object(name, scope, path);
                }
            }
            "BMC" | "BDC" if self.marked.len() < 4096 => {
                let off = match op.operands.as_slice() {
                    [PdfValue::Name(tag), PdfValue::Name(name)] => tag == b"OC" && self.layers.is_off(scope, name),
                    _ => false,
                };
                self.marked.push(off);
            }
            "EMC" => drop(self.marked.pop()),
            "BI" => self.path.picture(self.state.ctm),
            "Tj" | "TJ" | "'" | "\"" => {
                self.state.text.apply(op);
                let font = self.fonts.get(self.backend, scope, self.state.text.font());
                let at = self.path.marks();
                let mut paint = self.state.paint;
                paint.off = self.marked.contains(&true);
                self.shown.show(self.backend, scope, &font, (&mut self.state.text, self.state.ctm, paint, at), op);
            }
            _ => {
                self.state.text.apply(op);
                self.state.paint.apply(op);
                self.path.apply(op, self.state.ctm, &mut self.state.paint);
            }
        }
    }

    fn paint_object(&mut self, name: &[u8], scope: ResourceScope, path: &mut Vec<(u32, u16)>) {
        if self.operators > MOST_OPERATORS {
            return;
        }
        match self.backend.xobject(scope, name) {
            Some(PaintedXObject::Form(form)) if !path.contains(&form.id) && path.len() < DEEPEST => self.paint_form(form, path),
            Some(PaintedXObject::Image) => self.path.picture(self.state.ctm),
            Some(PaintedXObject::Form(_) | PaintedXObject::Other) | None => {}
        }
    }

    fn paint_form(&mut self, form: FormXObject, path: &mut Vec<(u32, u16)>) {
        let Some(content) = form.content else {
            self.damaged = true;
            return;
        };
        let before = (self.state.clone(), std::mem::take(&mut self.kept));
        self.state.ctm = Matrix(form.matrix).then(self.state.ctm);
        path.push(form.id);
        self.run(&content, Some(form.id), path);
        path.pop();
        (self.state, self.kept) = before;
    }
}
