//! The schema of a database: the steps that made it what it is, and what to do with a file that another version of the program wrote.
//!
//! The file says how many steps it has behind it (`user_version`). One that has fewer than this program knows goes through the rest in one
//! transaction; one that has more was written by a later program, and is left as it is. A terminal whose new program does not last goes back to the
//! one before, which meets what the new one wrote: so the file also says how many steps a program must know to go on with it (`application_id`),
//! and where the later ones only added to it, the earlier program does.

use rusqlite::{Connection, Error, Result, TransactionBehavior, ffi};

/// The steps of one kind of database, the oldest first. A step that was ever released is never changed again: files are out there that have it
/// behind them.
#[derive(Debug, Clone, Copy)]
pub struct Schema(&'static [Step]);

/// One step of a schema.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// A table and its column that are there after the step and not before. A file that lost its number is not taken through a step twice.
    pub adds: (&'static str, &'static str),
    /// Whether a program that does not know this step may go on with the file.
    pub earlier: Earlier,
    /// What is done.
    pub sql: &'static str,
}

/// What a step means for the programs before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier {
    /// It only adds: an earlier program reads what it knows, and all that it writes is valid for a later one.
    GoesOn,
    /// What was there reads otherwise now, or what is written in it does: an earlier program would mistake it.
    Stops,
}

/// A database beside the schema that this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaAge {
    /// An earlier program wrote it: steps are missing.
    Older,
    /// It has every step behind it, and perhaps later ones that add to it.
    Current,
    /// A later program wrote it, with so many steps, and this one would mistake it.
    Newer(i64),
}

impl Schema {
    /// The schema to which these statements lead.
    pub const fn of_steps(steps: &'static [Step]) -> Self {
        Self(steps)
    }

    /// How many steps this program knows.
    pub fn known(self) -> i64 {
        i64::try_from(self.0.len()).unwrap_or(i64::MAX)
    }

    /// How old a database is. A number that no program writes is damage.
    pub fn age(self, connection: &Connection) -> Result<SchemaAge> {
        let found = steps_behind(connection)?;
        match found.cmp(&self.known()) {
            _ if found < 0 => Err(damaged(format!("schema {found}"))),
            std::cmp::Ordering::Less => Ok(SchemaAge::Older),
            std::cmp::Ordering::Equal => Ok(SchemaAge::Current),
            std::cmp::Ordering::Greater => {
                let named = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
                Ok(if self.goes_on(found, named) { SchemaAge::Current } else { SchemaAge::Newer(found) })
            }
        }
    }

    /// Whether this program may go on with a file that has `found` steps behind it and names `named` as those that must be known. Programs before this
    /// rule named none: then all of them must be.
    pub fn goes_on(self, found: i64, named: i64) -> bool {
        let needed = if (1..=found).contains(&named) { named } else { found };
        needed <= self.known()
    }

    /// How many steps a program must know to go on with a file that has all of them behind it.
    fn needed(self) -> i64 {
        let breaking = self.0.iter().rposition(|step| step.earlier == Earlier::Stops);
        breaking.map_or(1, |at| i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1))
    }

    /// Takes a database through the steps it lacks, all or none of them; a new one lacks all. What is newer is left as it is.
    pub fn bring_to_date(self, connection: &mut Connection) -> Result<SchemaAge> {
        let age = self.age(connection)?;
        if age != SchemaAge::Older {
            return Ok(age);
        }
        // Two processes may open the same file: the second one waits here, and is told anew which steps are left.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let behind = usize::try_from(steps_behind(&transaction)?).unwrap_or_default();
        for step in self.0.iter().skip(behind) {
            if !step.is_taken(&transaction)? {
                transaction.execute_batch(step.sql)?;
            }
        }
        transaction.pragma_update(None, "user_version", self.known().max(steps_behind(&transaction)?))?;
        transaction.pragma_update(None, "application_id", self.needed())?;
        transaction.commit()?;
        self.age(connection)
    }
}

impl Step {
    fn is_taken(&self, connection: &Connection) -> Result<bool> {
        connection.prepare("SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2")?.exists([self.adds.0, self.adds.1])
    }
}

fn steps_behind(connection: &Connection) -> Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn damaged(why: String) -> Error {
    Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT), Some(why))
}

#[cfg(test)]
mod tests {
    use std::{sync::Barrier, thread};

    use super::*;
    use crate::files::sqlite;

    const FIRST: Step = Step {
        adds: ("visits", "number"),
        earlier: Earlier::Stops,
        sql: "CREATE TABLE visits (number INTEGER PRIMARY KEY, shelf TEXT NOT NULL) STRICT;",
    };
    const SECOND: Step = Step {
        adds: ("visits", "grouped"),
        earlier: Earlier::Stops,
        sql: "ALTER TABLE visits RENAME COLUMN shelf TO grouped; UPDATE visits SET grouped = grouped || '!';",
    };
    const FAILING: Step = Step {
        adds: ("visits", "never"),
        earlier: Earlier::Stops,
        sql: "UPDATE visits SET grouped = 'lost'; INSERT INTO nowhere VALUES (1);",
    };
    const ADDING: Step =
        Step { adds: ("visits", "words"), earlier: Earlier::GoesOn, sql: "ALTER TABLE visits ADD COLUMN words TEXT NOT NULL DEFAULT '-';" };
    const EARLIER: Schema = Schema::of_steps(&[FIRST]);
    const LATER: Schema = Schema::of_steps(&[FIRST, SECOND]);

    /// A file that an earlier program left.
    fn left_by_an_earlier_program(folder: &std::path::Path) -> std::path::PathBuf {
        let path = folder.join("store.sqlite");
        let mut connection = sqlite::open_durable(&path, true).unwrap();
        assert_eq!(EARLIER.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
        connection.execute_batch("INSERT INTO visits (shelf) VALUES ('a'), ('b')").unwrap();
        path
    }

    fn visits(connection: &Connection, column: &str) -> String {
        connection.query_row(&format!("SELECT group_concat({column}, ',') FROM visits"), [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn an_older_database_goes_through_the_steps_it_lacks_and_keeps_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = left_by_an_earlier_program(folder.path());
        let mut connection = sqlite::open_durable(&path, false).unwrap();
        assert_eq!((LATER.age(&connection).unwrap(), LATER.known()), (SchemaAge::Older, 2));
        assert_eq!(LATER.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
        assert_eq!(LATER.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
        assert_eq!(visits(&connection, "grouped"), "a!,b!");
        // A file that lost its number is asked what it holds.
        connection.pragma_update(None, "user_version", 0).unwrap();
        assert_eq!(LATER.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
        assert_eq!(visits(&connection, "grouped"), "a!,b!");
    }

    #[test]
    fn a_newer_database_is_told_apart_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = left_by_an_earlier_program(folder.path());
        LATER.bring_to_date(&mut sqlite::open_durable(&path, false).unwrap()).unwrap();
        let before = std::fs::read(&path).unwrap();
        assert_eq!(EARLIER.bring_to_date(&mut sqlite::open_durable(&path, false).unwrap()).unwrap(), SchemaAge::Newer(2));
        assert_eq!(std::fs::read(&path).unwrap(), before);
        sqlite::open_durable(&path, false).unwrap().pragma_update(None, "user_version", -1).unwrap();
        assert!(EARLIER.age(&sqlite::open_durable(&path, false).unwrap()).is_err());
    }

    #[test]
    fn an_earlier_program_goes_on_with_what_a_later_one_only_added_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = left_by_an_earlier_program(folder.path());
        let adding = Schema::of_steps(&[FIRST, ADDING]);
        assert_eq!(adding.bring_to_date(&mut sqlite::open_durable(&path, false).unwrap()).unwrap(), SchemaAge::Current);
        let mut connection = sqlite::open_durable(&path, false).unwrap();
        assert_eq!(EARLIER.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
        connection.execute("INSERT INTO visits (shelf) VALUES ('c')", []).unwrap();
        drop(connection);
        // The later program comes back: it finds its own, and what was written meanwhile.
        let mut connection = sqlite::open_durable(&path, false).unwrap();
        assert_eq!(adding.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
        assert_eq!((visits(&connection, "shelf").as_str(), visits(&connection, "words").as_str()), ("a,b,c", "-,-,-"));
        // One that changes what was there, after one that adds, stops it; and so does a file that names more steps than it has.
        let changing = Schema::of_steps(&[FIRST, ADDING, SECOND]);
        assert_eq!(changing.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
        assert_eq!(EARLIER.age(&connection).unwrap(), SchemaAge::Newer(3));
        connection.pragma_update(None, "application_id", 4).unwrap();
        assert_eq!(EARLIER.age(&connection).unwrap(), SchemaAge::Newer(3));
    }

    #[test]
    fn a_step_that_fails_takes_those_before_it_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = left_by_an_earlier_program(folder.path());
        let failing = Schema::of_steps(&[FIRST, SECOND, FAILING]);
        assert!(failing.bring_to_date(&mut sqlite::open_durable(&path, false).unwrap()).is_err());
        let connection = sqlite::open_durable(&path, false).unwrap();
        assert_eq!((EARLIER.age(&connection).unwrap(), visits(&connection, "shelf").as_str()), (SchemaAge::Current, "a,b"));
    }

    #[test]
    fn power_that_fails_at_any_byte_leaves_the_old_or_the_new() {
        let folder = tempfile::tempdir().unwrap();
        let path = left_by_an_earlier_program(folder.path());
        let mut connection = sqlite::open_durable(&path, false).unwrap();
        LATER.bring_to_date(&mut connection).unwrap();
        // What is on the disk while the program that took the steps has not ended: the old file and the log of what is new.
        let (file, log) = (std::fs::read(&path).unwrap(), std::fs::read(path.with_extension("sqlite-wal")).unwrap());
        let cut_at = |length: usize| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("store.sqlite");
            std::fs::write(&path, &file).unwrap();
            std::fs::write(path.with_extension("sqlite-wal"), &log[..length]).unwrap();
            let connection = sqlite::open_durable(&path, false).unwrap();
            match LATER.age(&connection).unwrap() {
                SchemaAge::Older => assert_eq!(visits(&connection, "shelf"), "a,b"),
                SchemaAge::Current => assert_eq!(visits(&connection, "grouped"), "a!,b!"),
                SchemaAge::Newer(found) => panic!("{found}"),
            }
            LATER.age(&connection).unwrap()
        };
        assert!((0..log.len()).step_by(509).all(|length| cut_at(length) == SchemaAge::Older));
        assert_eq!(cut_at(log.len()), SchemaAge::Current);
    }

    #[test]
    fn two_processes_that_open_the_same_file_take_each_step_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = left_by_an_earlier_program(folder.path());
        let together = Barrier::new(4);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut connection = sqlite::open_durable(&path, false).unwrap();
                    assert_eq!(LATER.age(&connection).unwrap(), SchemaAge::Older);
                    together.wait();
                    assert_eq!(LATER.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
                });
            }
        });
        assert_eq!(visits(&sqlite::open_durable(&path, false).unwrap(), "grouped"), "a!,b!");
    }
}
