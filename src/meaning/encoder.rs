//! A small transformer that tells what a text is about: twelve rounds in which every piece of the text looks at all others, then their mean.
//!
//! Weights have four bits, what goes through them eight; sums of whole numbers are exact and all others have a fixed order, so that every machine
//! comes to the same direction. Nothing of a processor is assumed, and what it can do besides is used.

use super::{
    vector::Vector,
    weights::{GROUP, GROUP_BYTES, NotAnEncoder, Shape, Weights},
};

/// Pieces of a text that are read, its begin and end among them: what the model was measured with.
const LONGEST: usize = 128;
/// Texts that are asked with, and texts that answer, as the model was taught to tell them apart.
const ASKS: &str = "query: ";
const ANSWERS: &str = "passage: ";
/// Added to a small number, it leaves the nearest whole one in the lowest bits: 1.5 · 2²³.
const ROUNDING: f32 = 12_582_912.0;
/// How a blank is written in pieces.
const BLANK: char = '\u{2581}';

/// The directions of texts as a model sees them.
pub struct Encoder {
    weights: Weights,
    words: std::ops::Range<usize>,
    positions: Vec<f32>,
    kind: Vec<f32>,
    first: Norm,
    layers: Vec<Layer>,
    centre: Vec<f32>,
}

/// All rounds over a text, compiled for each kind of processor; which of them runs is chosen by what the machine can do.
struct Rounds<'e> {
    encoder: &'e Encoder,
    pieces: Vec<u32>,
}

impl pulp::WithSimd for Rounds<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> Vec<f32> {
        self.encoder.mean(&self.pieces)
    }
}

/// One round.
struct Layer {
    query: Matrix,
    key: Matrix,
    value: Matrix,
    out: Matrix,
    widen: Matrix,
    narrow: Matrix,
    after_looking: Norm,
    after_thinking: Norm,
}

/// Weights from so many columns to so many rows.
struct Matrix {
    at: std::ops::Range<usize>,
    columns: usize,
    bias: Vec<f32>,
}

/// Brings a row to mean 0 and variance 1, then stretches and shifts it.
struct Norm {
    stretch: Vec<f32>,
    shift: Vec<f32>,
}

impl Encoder {
    /// Reads a model's file. `centre` is the mean of very many passages' directions, which is taken off: what all texts have in common says nothing.
    pub fn read(bytes: Vec<u8>, centre: &[f32]) -> Result<Self, NotAnEncoder> {
        let weights = Weights::read(bytes)?;
        let Shape { width, layers, inner, pieces, positions, kinds, .. } = weights.shape;
        if centre.len() != width {
            return Err(NotAnEncoder("its directions have another length".to_owned()));
        }
        let norm = |name: &str| {
            let part = |part: &str| weights.floats(&format!("{name}.{part}"), width);
            Ok::<_, NotAnEncoder>(Norm { stretch: part("w")?, shift: part("b")? })
        };
        let matrix = |name: &str, rows: usize, columns: usize| {
            let at = weights.packed(&format!("{name}.w"), rows, columns)?;
            Ok::<_, NotAnEncoder>(Matrix { at, columns, bias: weights.floats(&format!("{name}.b"), rows)? })
        };
        let layer = |number: usize| {
            let square = |name: &str| matrix(&format!("l{number}.{name}"), width, width);
            Ok::<_, NotAnEncoder>(Layer {
                query: square("q")?,
                key: square("k")?,
                value: square("v")?,
                out: square("ao")?,
                widen: matrix(&format!("l{number}.fi"), inner, width)?,
                narrow: matrix(&format!("l{number}.fo"), width, inner)?,
                after_looking: norm(&format!("l{number}.aln"))?,
                after_thinking: norm(&format!("l{number}.oln"))?,
            })
        };
        Ok(Self {
            words: weights.packed("emb.word", pieces, width)?,
            positions: weights.floats("emb.pos", positions * width)?,
            kind: weights.floats("emb.type", kinds * width)?,
            first: norm("emb.ln")?,
            layers: (0..layers).map(layer).collect::<Result<_, _>>()?,
            centre: centre.to_vec(),
            weights,
        })
    }

    /// Numbers of a direction.
    pub fn dimensions(&self) -> usize {
        self.weights.shape.width
    }

    /// The direction of a question.
    pub fn question(&self, text: &str) -> Vector {
        self.direction(&format!("{ASKS}{text}"))
    }

    /// The direction of a passage, the name of what it stands in before it.
    pub fn passage(&self, text: &str) -> Vector {
        self.direction(&format!("{ANSWERS}{text}"))
    }

    fn direction(&self, text: &str) -> Vector {
        let mut numbers = pulp::Arch::new().dispatch(Rounds { encoder: self, pieces: self.numbers(text) });
        let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        numbers.iter_mut().zip(&self.centre).for_each(|(number, centre)| *number = *number / length - centre);
        Vector::of(&numbers)
    }

    /// The numbers of a text's pieces, as far as they are read.
    fn numbers(&self, text: &str) -> Vec<u32> {
        let mut chars = vec![BLANK];
        for c in text.chars() {
            let one = [c];
            for c in self.weights.read_as.get(&c).map_or(one.as_slice(), Vec::as_slice) {
                let c = if *c == ' ' { BLANK } else { *c };
                if c != BLANK || chars.last() != Some(&BLANK) {
                    chars.push(c);
                }
            }
            // A piece has a character at least, and most two.
            if chars.len() > LONGEST * 8 {
                break;
            }
        }
        let marks = self.weights.marks;
        let mut numbers = vec![marks.begin];
        let pieces = self.weights.cutter.way(&chars).into_iter().map(|piece| piece.unwrap_or(marks.unknown));
        numbers.extend(pieces.take(LONGEST.min(self.weights.shape.positions).saturating_sub(2)));
        numbers.push(marks.end);
        numbers
    }

    /// The mean of what the rounds make of the pieces.
    #[inline(always)]
    fn mean(&self, pieces: &[u32]) -> Vec<f32> {
        let width = self.weights.shape.width;
        let mut state = self.begin(pieces);
        for layer in &self.layers {
            let seen = Bytes::of(&state, width);
            let (query, key) = (self.times(&layer.query, &seen), self.times(&layer.key, &seen));
            let looked = self.look(&query, &key, &self.times(&layer.value, &seen));
            layer.after_looking.add(&mut state, &self.times(&layer.out, &Bytes::of(&looked, width)), self.weights.shape.epsilon);
            let mut wide = self.times(&layer.widen, &Bytes::of(&state, width));
            wide.iter_mut().for_each(|number| *number = bend(*number));
            let thought = self.times(&layer.narrow, &Bytes::of(&wide, self.weights.shape.inner));
            layer.after_thinking.add(&mut state, &thought, self.weights.shape.epsilon);
        }
        let mut mean = vec![0.0; width];
        for row in state.chunks_exact(width) {
            mean.iter_mut().zip(row).for_each(|(mean, number)| *mean += number);
        }
        mean
    }

    /// Pieces with their places, before the first round.
    #[inline(always)]
    fn begin(&self, pieces: &[u32]) -> Vec<f32> {
        let Shape { width, epsilon, .. } = self.weights.shape;
        let row_bytes = width / GROUP * GROUP_BYTES;
        let mut state = Vec::with_capacity(pieces.len() * width);
        for (piece, place) in pieces.iter().zip(self.positions.chunks_exact(width)) {
            let at = self.words.start + *piece as usize * row_bytes;
            let row = self.weights.bytes.get(at..at + row_bytes).unwrap_or_default();
            let unpacked = row.chunks_exact(GROUP_BYTES).flat_map(|group| {
                let (weights, scale) = unpack(group);
                weights.map(|weight| f32::from(weight) * scale)
            });
            state.extend(unpacked.zip(place).zip(&self.kind).map(|((word, place), kind)| word + place + kind));
        }
        let nothing = vec![0.0; state.len()];
        self.first.add(&mut state, &nothing, epsilon);
        state
    }

    /// Every row times a matrix, one behind the other.
    #[inline(always)]
    fn times(&self, matrix: &Matrix, rows: &Bytes) -> Vec<f32> {
        let (count, height) = (rows.scales.len() / (matrix.columns / GROUP), matrix.bias.len());
        let mut out = vec![0.0; count * height];
        let packed = self.weights.bytes.get(matrix.at.clone()).unwrap_or_default();
        let groups = matrix.columns / GROUP;
        let (mut weights, mut scales) = (vec![[0i16; GROUP]; groups], vec![0.0f32; groups]);
        for (row, (packed, bias)) in packed.chunks_exact(groups * GROUP_BYTES).zip(&matrix.bias).enumerate() {
            for ((group, weights), scale) in packed.chunks_exact(GROUP_BYTES).zip(&mut weights).zip(&mut scales) {
                (*weights, *scale) = unpack(group);
            }
            let all = rows.bytes.chunks_exact(groups).zip(rows.scales.chunks_exact(groups));
            for ((bytes, byte_scales), out) in all.zip(out.iter_mut().skip(row).step_by(height)) {
                let mut sums = [0.0f32; 8];
                for (((left, right), scale), byte_scale) in weights.iter().zip(bytes).zip(&scales).zip(byte_scales) {
                    add_product(&mut sums, left, right, scale * byte_scale);
                }
                *out = bias + sums.iter().sum::<f32>();
            }
        }
        out
    }

    /// What every piece takes from all others, by how well its question goes with what they offer, in each head by itself.
    #[inline(always)]
    fn look(&self, query: &[f32], key: &[f32], value: &[f32]) -> Vec<f32> {
        let Shape { width, heads, .. } = self.weights.shape;
        let size = width / heads;
        let scale = 1.0 / (size as f32).sqrt();
        let mut looked = vec![0.0; query.len()];
        let mut shares = vec![0.0; query.len() / width];
        for head in 0..heads {
            let part = |row: &'_ [f32]| row.get(head * size..(head + 1) * size).map(<[f32]>::to_vec).unwrap_or_default();
            let keys: Vec<Vec<f32>> = key.chunks_exact(width).map(part).collect();
            let values: Vec<Vec<f32>> = value.chunks_exact(width).map(part).collect();
            for (asks, takes) in query.chunks_exact(width).zip(looked.chunks_exact_mut(width)) {
                let asks = asks.get(head * size..(head + 1) * size).unwrap_or_default();
                let mut most = f32::MIN;
                for (share, key) in shares.iter_mut().zip(&keys) {
                    *share = eightfold(asks, key) * scale;
                    most = most.max(*share);
                }
                shares.iter_mut().for_each(|share| *share = exp(*share - most));
                let whole: f32 = shares.iter().sum();
                let takes = takes.get_mut(head * size..(head + 1) * size).unwrap_or_default();
                for (share, value) in shares.iter().zip(&values) {
                    let share = share / whole;
                    takes.iter_mut().zip(value).for_each(|(takes, value)| *takes += share * value);
                }
            }
        }
        looked
    }
}

impl Norm {
    /// Adds to each row, then brings it to its measure.
    #[inline(always)]
    fn add(&self, state: &mut [f32], more: &[f32], epsilon: f32) {
        let width = self.stretch.len();
        for (row, more) in state.chunks_exact_mut(width).zip(more.chunks_exact(width)) {
            row.iter_mut().zip(more).for_each(|(number, more)| *number += more);
            let mean = row.iter().sum::<f32>() / width as f32;
            let variance = row.iter().map(|number| (number - mean) * (number - mean)).sum::<f32>() / width as f32;
            let inverse = 1.0 / (variance + epsilon).sqrt();
            for ((number, stretch), shift) in row.iter_mut().zip(&self.stretch).zip(&self.shift) {
                *number = (*number - mean) * inverse * stretch + shift;
            }
        }
    }
}

/// Rows in eight bits, a scale for each group.
struct Bytes {
    bytes: Vec<[i16; GROUP]>,
    scales: Vec<f32>,
}

impl Bytes {
    #[inline(always)]
    fn of(rows: &[f32], _width: usize) -> Self {
        let groups = rows.as_chunks::<GROUP>().0;
        let mut bytes = Self { bytes: Vec::with_capacity(groups.len()), scales: Vec::with_capacity(groups.len()) };
        for group in groups {
            let most = group.iter().fold(0.0f32, |most, number| most.max(number.abs()));
            let inverse = if most > 0.0 { 127.0 / most } else { 0.0 };
            bytes.scales.push(most / 127.0);
            let mut rounded = [0; GROUP];
            for (rounded, number) in rounded.iter_mut().zip(group) {
                #[expect(clippy::cast_possible_truncation, reason = "the lowest bits are the number: it lies between -127 and 127")]
                let whole = (number * inverse + ROUNDING).to_bits() as i16;
                *rounded = whole;
            }
            bytes.bytes.push(rounded);
        }
        bytes
    }
}

/// Adds the products of two groups, times a scale, to eight sums. A weight is at most 8 and a byte at most 127: four products fit sixteen bits.
#[inline(always)]
fn add_product(sums: &mut [f32; 8], left: &[i16; GROUP], right: &[i16; GROUP], scale: f32) {
    let mut products = [0i16; 8];
    for (left, right) in left.as_chunks::<8>().0.iter().zip(right.as_chunks::<8>().0) {
        for ((product, left), right) in products.iter_mut().zip(left).zip(right) {
            *product = product.wrapping_add(left.wrapping_mul(*right));
        }
    }
    for (sum, product) in sums.iter_mut().zip(products) {
        *sum += f32::from(product) * scale;
    }
}

/// The sum of products, eight beside one another in an order that does not change.
#[inline(always)]
fn eightfold(left: &[f32], right: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    for (left, right) in left.as_chunks::<8>().0.iter().zip(right.as_chunks::<8>().0) {
        sums.iter_mut().zip(left).zip(right).for_each(|((sum, left), right)| *sum += left * right);
    }
    sums.iter().sum()
}

/// A group's weights and their scale.
#[inline(always)]
fn unpack(group: &[u8]) -> ([i16; GROUP], f32) {
    let Some((scale, [packed])) = group.split_first_chunk::<2>().map(|(scale, rest)| (scale, rest.as_chunks::<16>().0)) else {
        return ([0; GROUP], 0.0);
    };
    let (mut low, mut high) = ([0; GROUP / 2], [0; GROUP / 2]);
    for ((byte, low), high) in packed.iter().zip(&mut low).zip(&mut high) {
        *low = i16::from(byte & 15) - 8;
        *high = i16::from(byte >> 4) - 8;
    }
    let mut weights = [0; GROUP];
    weights.iter_mut().zip(low.iter().chain(&high)).for_each(|(weight, half)| *weight = *half);
    (weights, half(u16::from_le_bytes(*scale)))
}

/// A half-precision float (IEEE 754 binary16).
#[inline(always)]
fn half(bits: u16) -> f32 {
    let (sign, exponent, fraction) = (u32::from(bits & 0x8000) << 16, u32::from(bits >> 10 & 31), u32::from(bits & 0x3FF));
    let magnitude = match exponent {
        0 => fraction as f32 / 16_777_216.0,
        31 => f32::INFINITY,
        _ => f32::from_bits((exponent + 112) << 23 | fraction << 13),
    };
    f32::from_bits(magnitude.to_bits() | sign)
}

/// The exponential function by its powers of two and a polynomial (Cephes `expf`): the same on every machine.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let power = x * std::f32::consts::LOG2_E + ROUNDING - ROUNDING;
    let rest = x - power * 0.693_359_4 - power * -2.121_944_4e-4;
    let terms = [1.987_569_1e-4, 1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5f32];
    let polynomial = terms.into_iter().fold(0.0, |sum, term| sum * rest + term);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 254: an exponent")]
    let scale = f32::from_bits(((power + 127.0) as u32) << 23);
    (polynomial * rest * rest + rest + 1.0) * scale
}

/// The bent line of the inner width (GELU), by the error function of Abramowitz and Stegun 7.1.26.
#[inline(always)]
fn bend(x: f32) -> f32 {
    let scaled = x * std::f32::consts::FRAC_1_SQRT_2;
    let size = scaled.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * size);
    let terms = [1.061_405_4, -1.453_152_1, 1.421_413_8, -0.284_496_72, 0.254_829_6f32];
    let rest = terms.into_iter().fold(0.0, |sum, term| sum * t + term) * t * exp(-size * size);
    0.5 * x * (1.0 + (1.0 - rest).copysign(scaled))
}
