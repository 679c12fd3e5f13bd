//! The schema of what a terminal believes, step by step, each with its story.

use crate::files::schema::{Earlier, Schema, Step};

/// The schema this program reads and writes.
pub(super) const SCHEMA: Schema = Schema::of_steps(STEPS);

/// Unlike content this cannot be made again: a step must carry over all that is there.
const STEPS: &[Step] = &[
    // 1. One row of trust with its own digest, because SQLite does not notice a flipped byte inside a text. What answers stands in the same
    // file, so that both change in one transaction. `purge`: 1 where old parts must go, 2 where old generations must go too.
    Step {
        adds: ("trust", "value"),
        earlier: Earlier::Stops,
        sql: "CREATE TABLE trust (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT;
             CREATE TABLE active (
                 one INTEGER PRIMARY KEY CHECK (one = 1),
                 generation INTEGER NOT NULL,
                 starts INTEGER NOT NULL DEFAULT 0,
                 proven INTEGER NOT NULL DEFAULT 0
             ) STRICT;
             CREATE TABLE kept (
                 one INTEGER PRIMARY KEY CHECK (one = 1),
                 parcels TEXT NOT NULL,
                 purge INTEGER NOT NULL
             ) STRICT;
             CREATE TABLE history (
                 number INTEGER PRIMARY KEY AUTOINCREMENT,
                 at TEXT NOT NULL,
                 kind TEXT NOT NULL,
                 release INTEGER,
                 digest TEXT,
                 words TEXT NOT NULL
             ) STRICT;",
    },
    // 2. The history keeps what happened, not the sentences of the program that was there. Of a sentence that ends in a code the code is taken;
    // what else earlier programs wrote stays as it was, since nothing more can be told apart in it.
    Step {
        adds: ("history", "facts"),
        earlier: Earlier::Stops,
        sql: "ALTER TABLE history ADD COLUMN code TEXT;
             ALTER TABLE history ADD COLUMN facts TEXT NOT NULL DEFAULT '{\"words\":\"\"}';
             UPDATE history SET code = substr(words, -5, 4) WHERE words GLOB '*（[A-Z]-[0-9][0-9]）';
             UPDATE history SET facts =
                 json_object('words', CASE WHEN code IS NULL THEN words ELSE substr(words, 1, length(words) - 6) END);
             ALTER TABLE history DROP COLUMN words;",
    },
    // 3. Records are hidden and shown again, in lines of the history that earlier programs would take for damage; and the version of the office's
    // list of withdrawals that was taken last, so that no older one ever is.
    Step {
        adds: ("withdrawals", "version"),
        earlier: Earlier::Stops,
        sql: "CREATE TABLE withdrawals (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, digest TEXT NOT NULL) STRICT;",
    },
    // 4. The journal of the terminal, as it stood when this was written last: whoever takes it away whole is found out. And people who leave and join
    // with a root, in lines of the history that earlier programs would take for damage.
    Step {
        adds: ("journal", "number"),
        earlier: Earlier::Stops,
        sql: "CREATE TABLE journal (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL, digest TEXT NOT NULL) STRICT;",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        files::{schema::SchemaAge, sqlite},
        sync::Happening,
    };

    #[test]
    fn a_history_of_sentences_becomes_one_of_codes_and_facts_and_loses_no_word() {
        let mut connection = sqlite::in_memory().unwrap();
        connection.execute_batch(STEPS[0].sql).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        // As earlier programs wrote them: what was said, the code that is taken out of it, the words that stay.
        let lines = [
            ("imported", "新增 12 · 更新 1 · 废止 0 · 下架 1\n下架：名单公示（含有个人信息）", None, None),
            ("rolled_back", "退回第 2 版（ba7816bf）", None, None),
            ("fell_back", "新内容一再出错，自动退回第 2 版（ba7816bf）", None, None),
            ("repaired", "重新建立了索引", None, None),
            (
                "refused",
                "timestamp.json 的有效签名只有 0 个，要 1 个（B-06）",
                Some("B-06"),
                Some("timestamp.json 的有效签名只有 0 个，要 1 个"),
            ),
            (
                "refused",
                "下架了的《\"旧\"办法（试行）》还在内容包里（Y-10）",
                Some("Y-10"),
                Some("下架了的《\"旧\"办法（试行）》还在内容包里"),
            ),
            ("refused", "（L-18）", Some("L-18"), Some("")),
            ("refused", "说不清楚（B-6）", None, None),
            ("repaired", "重新建立了索引", None, None),
        ];
        for (kind, words, ..) in lines {
            let put = "INSERT INTO history (at, kind, words) VALUES ('2026-11-29T19:26:07Z', ?1, ?2)";
            connection.execute(put, [kind, words]).unwrap();
        }
        connection.execute("DELETE FROM history WHERE number = 9", []).unwrap();
        assert_eq!(SCHEMA.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
        let mut statement = connection.prepare("SELECT kind, code, facts FROM history ORDER BY number").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        let rows: Vec<(String, Option<String>, String)> = rows.map(Result::unwrap).collect();
        assert_eq!(rows.len(), lines.len() - 1);
        for ((kind, code, facts), (was, said, taken, rest)) in rows.iter().zip(lines) {
            assert_eq!((kind.as_str(), code.as_deref()), (was, taken), "{said}");
            assert_eq!(serde_json::from_str::<Happening>(facts).unwrap(), Happening::Words(rest.unwrap_or(said).to_owned()));
        }
        // A line that is written now has a number of its own, never that of one that was taken out.
        connection.execute("INSERT INTO history (at, kind, facts) VALUES ('', 'repaired', '\"reindexed\"')", []).unwrap();
        assert_eq!(connection.last_insert_rowid(), 10);
    }

    #[test]
    fn every_step_can_be_taken_from_nothing_on() {
        let mut connection = sqlite::in_memory().unwrap();
        assert_eq!(SCHEMA.bring_to_date(&mut connection).unwrap(), SchemaAge::Current);
    }
}
