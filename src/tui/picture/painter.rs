//! The painter: on a thread of its own it makes of pictures the bytes that draw them. Without a font it makes none, and everybody sees the cells.

use std::{
    panic::{self, AssertUnwindSafe},
    path::Path,
    sync::{Arc, mpsc},
    thread,
};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{
        Options, Tree,
        fontdb::{Database, ID},
    },
};
use rustc_hash::FxHashMap;

use super::{
    colors::Colors,
    drawn,
    encoder::encode,
    raster::Stretch,
    shades::Shades,
    value::{Extent, Key, Picture},
};

/// A picture to be painted.
#[derive(Debug, Clone)]
pub(in crate::tui) struct Order {
    pub(super) key: Key,
    pub(super) picture: Arc<Picture>,
    pub(super) extent: Extent,
    pub(super) shades: Shades,
}

/// What was painted; no bytes of what cannot be.
pub(in crate::tui) type Painted = Vec<(Key, Arc<[u8]>)>;

/// Where Debian 12 and 13 keep the letters, and the folder that is looked through where they do not lie there.
const LETTERS: [&str; 2] =
    ["/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"];
const FONTS: &str = "/usr/share/fonts";
/// Families that hold all letters of a page in two weights.
const FAMILIES: [&str; 4] = ["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN"];

/// Starts the painter. It paints what was asked for last; `done` is told what it made.
pub(in crate::tui) fn start(done: impl Fn(Painted) -> bool + Send + 'static) -> mpsc::Sender<Vec<Order>> {
    let (orders, inbox) = mpsc::channel::<Vec<Order>>();
    let started = thread::Builder::new().name("painter".to_owned()).spawn(move || {
        let mut painter = None;
        while let Ok(mut batch) = inbox.recv() {
            while let Ok(newer) = inbox.try_recv() {
                batch = newer;
            }
            let painter = painter.get_or_insert_with(Painter::find);
            let painted = batch.iter().map(|order| (order.key, paint(painter.as_mut(), order)));
            if !done(painted.collect()) {
                return;
            }
        }
    });
    if let Err(error) = started {
        tracing::warn!(%error, "nothing can be painted");
    }
    orders
}

/// The bytes that draw a picture; none where that cannot be done. Only what has words needs letters.
pub(super) fn paint(painter: Option<&mut Painter>, order: &Order) -> Arc<[u8]> {
    // What cannot be drawn is seen as cells; the next picture is another matter.
    let painted = panic::catch_unwind(AssertUnwindSafe(|| match &*order.picture {
        Picture::Figure(stretch) => figure(stretch, order),
        picture => painter?.sixels(&drawn::svg(picture, order.extent, &order.shades), order),
    }));
    painted.ok().flatten().map_or_else(Arc::default, Arc::from)
}

/// Letters, and the colours used last.
pub(super) struct Painter {
    options: Options<'static>,
    /// The ordinary weight of its family, and which letters that was found to hold.
    letters: Option<ID>,
    held: FxHashMap<char, bool>,
    colors: Option<(Shades, Colors)>,
}

impl Painter {
    /// A painter with the letters of this machine; none where there are none.
    pub(super) fn find() -> Option<Self> {
        let painter = Self::with(|fonts| LETTERS.iter().for_each(|file| drop(fonts.load_font_file(Path::new(file)))));
        let painter = painter.or_else(|| Self::with(|fonts| fonts.load_fonts_dir(FONTS)));
        if painter.is_none() {
            tracing::warn!("no font for pictures; pages are drawn with cells");
        }
        painter
    }

    fn with(load: impl FnOnce(&mut Database)) -> Option<Self> {
        let mut options = Options::default();
        load(options.fontdb_mut());
        let has = |family: &str, weight: u16| {
            options.fontdb.faces().any(|face| face.weight.0 == weight && face.families.iter().any(|(name, _)| name == family))
        };
        let family = FAMILIES.into_iter().find(|family| has(family, 400) && has(family, 700))?;
        options.font_family = family.to_owned();
        let letters = options.fontdb.faces().find(|face| face.weight.0 == 400 && face.families.iter().any(|(name, _)| name == family));
        let letters = letters.map(|face| face.id);
        Some(Self { options, letters, held: FxHashMap::default(), colors: None })
    }

    /// Whether the letters of this machine hold all of these: a box in the place of a letter says less than its cell.
    fn holds(&mut self, words: &str) -> bool {
        let (fonts, letters) = (&self.options.fontdb, self.letters);
        let mut unknown =
            words.chars().filter(|c| !c.is_ascii()).filter(|c| self.held.get(c) == Some(&false) || !self.held.contains_key(c));
        if unknown.next().is_none() {
            return true;
        }
        let held = letters.and_then(|font| {
            fonts.with_face_data(font, |data, index| {
                let face = ttf_parser::Face::parse(data, index).ok()?;
                Some(words.chars().filter(|c| !c.is_ascii()).map(|c| (c, face.glyph_index(c).is_some())).collect::<Vec<_>>())
            })
        });
        let Some(held) = held.flatten() else { return true };
        let all = held.iter().all(|(_, held)| *held);
        self.held.extend(held);
        all
    }

    /// The bytes that draw an SVG; none where the cells say more.
    fn sixels(&mut self, svg: &str, order: &Order) -> Option<Vec<u8>> {
        if !self.holds(svg) {
            return None;
        }
        let tree = Tree::from_str(svg, &self.options).ok()?;
        let mut pixmap = Pixmap::new(order.extent.width, order.extent.height)?;
        resvg::render(&tree, Transform::default(), &mut pixmap.as_mut());
        // A picture has a ground, so that nothing shines through it.
        let pixels: Vec<_> = pixmap.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
        let width = usize::try_from(order.extent.width).ok()?;
        if self.colors.as_ref().is_none_or(|(shades, _)| *shades != order.shades) {
            self.colors = Some((order.shades, Colors::of(&order.shades)));
        }
        let (_, colors) = self.colors.as_mut()?;
        Some(encode(&pixels, width, colors))
    }
}

/// The bytes that draw a stretch of a picture, in colours of its own.
fn figure(stretch: &Stretch, order: &Order) -> Option<Vec<u8>> {
    let (pixels, colors) = stretch.pixels((order.extent.width, order.extent.height), order.shades.paper)?;
    Some(encode(&pixels, usize::try_from(order.extent.width).ok()?, &mut Colors::of_picture(colors)))
}
