//! Identity numbers of citizens (GB 11643): the sign by which a mistyped one is known.

/// The check sign of the first seventeen digits (ISO 7064 MOD 11-2): a digit or `X`. None where they are no digits.
pub fn check_sign(body: &str) -> Option<char> {
    let sum = body.chars().try_fold(0, |sum, c| Some((sum + c.to_digit(10)?) * 2 % 11))?;
    Some(char::from_digit((12 - sum) % 11, 10).unwrap_or('X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_follows_from_the_digits() {
        for (body, sign) in [("11010119000307001", '0'), ("32010419010512002", '1'), ("62010219050315003", 'X')] {
            assert_eq!(check_sign(body), Some(sign), "{body}");
        }
        assert_eq!(check_sign("1101011900030700a"), None);
    }
}
