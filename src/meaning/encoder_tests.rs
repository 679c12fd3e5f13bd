//! A model small enough to be made here, and what becomes of files that are none.

use super::{
    cut::cut,
    encoder::Encoder,
    weights::{GROUP, GROUP_BYTES},
};

const WIDTH: usize = 64;
const INNER: usize = 64;
const POSITIONS: usize = 140;
/// Marks, then what texts are cut into; the last two are foreign and go when the model is cut down.
const PIECES: [&str; 14] = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "\u{2581}query",
    "\u{2581}passage",
    ":",
    "\u{2581}",
    "养老",
    "金",
    "结婚",
    "。",
    "\u{2581}hello",
    "привет",
];

/// Numbers that look like chance and are the same every time.
struct Dice(u32);

impl Dice {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 >> 8
    }

    fn packed(&mut self, rows: usize, columns: usize) -> Vec<u8> {
        let group = |dice: &mut Self| {
            // A scale of 2⁻⁵ as a half float.
            let mut bytes = 0x2800u16.to_le_bytes().to_vec();
            bytes.extend((0..GROUP_BYTES - 2).map(|_| dice.next().to_le_bytes()[0]));
            bytes
        };
        (0..rows * columns / GROUP).flat_map(|_| group(self)).collect()
    }

    fn floats(&mut self, count: usize, middle: f32) -> Vec<u8> {
        (0..count).flat_map(|_| (middle + (self.next() % 100) as f32 / 1000.0).to_le_bytes()).collect()
    }
}

/// The file of a model of one round.
fn model() -> Vec<u8> {
    let mut dice = Dice(7);
    let mut tensors: Vec<(String, Vec<u8>)> = vec![
        ("emb.word".into(), dice.packed(PIECES.len(), WIDTH)),
        ("emb.pos".into(), dice.floats(POSITIONS * WIDTH, 0.0)),
        ("emb.type".into(), dice.floats(WIDTH, 0.0)),
        ("emb.ln.w".into(), dice.floats(WIDTH, 1.0)),
        ("emb.ln.b".into(), dice.floats(WIDTH, 0.0)),
    ];
    for (name, rows, columns) in
        [("q", WIDTH, WIDTH), ("k", WIDTH, WIDTH), ("v", WIDTH, WIDTH), ("ao", WIDTH, WIDTH), ("fi", INNER, WIDTH), ("fo", WIDTH, INNER)]
    {
        tensors.push((format!("l0.{name}.w"), dice.packed(rows, columns)));
        tensors.push((format!("l0.{name}.b"), dice.floats(rows, 0.0)));
    }
    for name in ["aln", "oln"] {
        tensors.push((format!("l0.{name}.w"), dice.floats(WIDTH, 1.0)));
        tensors.push((format!("l0.{name}.b"), dice.floats(WIDTH, 0.0)));
    }
    let mut out = b"E5S1".to_vec();
    let put = |out: &mut Vec<u8>, number: usize| out.extend(u32::try_from(number).unwrap().to_le_bytes());
    [1, WIDTH, 1, 2, INNER, PIECES.len(), POSITIONS, 1].into_iter().for_each(|number| put(&mut out, number));
    out.extend(1e-5f32.to_le_bytes());
    [GROUP, PIECES.len(), 0, 2, 1, 3].into_iter().for_each(|number| put(&mut out, number));
    out.extend((PIECES.concat().len() as u64).to_le_bytes());
    let mut at = 0;
    put(&mut out, at);
    for piece in PIECES {
        at += piece.len();
        put(&mut out, at);
    }
    PIECES.iter().for_each(|_| out.extend((-8.0f32).to_le_bytes()));
    out.extend(PIECES.concat().bytes());
    // One character is read as another: ， as 。
    put(&mut out, 1);
    put(&mut out, 9);
    put(&mut out, '，' as usize);
    out.push(1);
    put(&mut out, '。' as usize);
    put(&mut out, tensors.len());
    let directory: usize = tensors.iter().map(|(name, _)| 2 + name.len() + 21).sum();
    let mut begin = out.len() + directory;
    for (name, bytes) in &tensors {
        out.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        out.extend(name.bytes());
        out.push(0);
        out.extend([0; 4]);
        out.extend((begin as u64).to_le_bytes());
        out.extend((bytes.len() as u64).to_le_bytes());
        begin += bytes.len();
    }
    tensors.into_iter().for_each(|(_, bytes)| out.extend(bytes));
    out
}

fn encoder(bytes: Vec<u8>) -> Encoder {
    Encoder::read(bytes, &[0.0; WIDTH]).unwrap()
}

#[test]
fn texts_lead_somewhere_the_same_every_time() {
    let encoder = encoder(model());
    let direction = encoder.question("养老金");
    assert!(direction.is_some() && direction == encoder.question("养老金"));
    assert!(direction != encoder.question("结婚") && direction != encoder.passage("养老金"));
    assert_eq!(encoder.question("养老，金"), encoder.question("养老。金"), "a character that is read as another");
    for long in ["养老金".repeat(10_000), "\u{0}\u{202e}😀".repeat(500), String::new(), " ".repeat(5000)] {
        assert!(encoder.passage(&long).is_some());
    }
}

#[test]
fn a_model_that_was_cut_down_says_the_same() {
    let (whole, small) = (model(), cut(&model()).unwrap());
    assert!(!small.windows(5).any(|window| window == b"hello"));
    for text in ["养老金。", "结婚"] {
        assert_eq!(encoder(whole.clone()).passage(text), encoder(small.clone()).passage(text), "{text}");
    }
    assert_eq!(cut(&small).unwrap(), small, "what is cut down is left as it is");
}

#[test]
fn files_that_are_no_model_are_refused_without_harm() {
    let whole = model();
    let head = whole.len() - whole.len() / 2;
    for length in (0..head).step_by(61).chain([whole.len() - 1]) {
        assert!(Encoder::read(whole[..length].to_vec(), &[0.0; WIDTH]).is_err(), "cut off at {length}");
        assert!(cut(&whole[..length]).is_err(), "cut off at {length}");
    }
    // Whatever else is changed, a file is refused or leads somewhere; nothing breaks.
    for at in (0..900).step_by(5) {
        for with in [0, 0xFF] {
            let mut bytes = whole.clone();
            bytes[at] = with;
            drop(cut(&bytes));
            if let Ok(encoder) = Encoder::read(bytes, &[0.0; WIDTH]) {
                drop(encoder.passage("养老金"));
            }
        }
    }
    assert!(Encoder::read(whole, &[0.0; 3]).is_err(), "directions of another length");
}
