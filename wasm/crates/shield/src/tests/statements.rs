//! SQL statements that are cut off, shortened or stacked, and sentences with the same words.

use super::{assert_found, assert_quiet};
use crate::{Kind, Place};

#[test]
fn statements_that_break_off_are_found() {
    assert_found(
        Kind::SqlInjection,
        Place::Text,
        &[
            "or kind = '",
            "and 7 = (",
            "xor 3 <",
            "&& a !=",
            "x' or 3 <",
            ") like (",
            "7) from accounts where name='",
            "if(7=",
            "concat (",
            "x' union select/",
            "id=or 7=",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "or kind",
            "and then = what?",
            "and so on (",
            "either x or y",
            "(like this)",
            "from a to b (",
            "a union select committee met",
        ],
    );
}

#[test]
fn literals_before_a_comment_are_found() {
    assert_found(
        Kind::SqlInjection,
        Place::Text,
        &["7 --", "7/*", "7*7--", "( 'a' ) --", "( binary ( 7 ) ) --", "@a /*", "drop accounts;--"],
    );
    assert_quiet(
        Place::Text,
        &["7 -- the best", "12.5\n-----", "1 -----", "-- 7", "x --", "(a) --", "No. 7 # 8", "C# 7"],
    );
}

#[test]
fn operators_between_two_strings_of_the_statement_are_found() {
    assert_found(
        Kind::SqlInjection,
        Place::Text,
        &[
            "x' + 'y",
            "x' rlike 'y",
            "x'*7*'y",
            "' is 7 = '",
            "' or size > 7",
            "' or size is not null",
            "7 || lpad(user,7,1)",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "'+'",
            "\"like\" it",
            "\"ON\" switch",
            "the '+' and the '-' sign",
            "rock 'n' roll",
            "O'Brien + O'Neil",
            "the parents' or yours",
            "l'eau d'or",
        ],
    );
}

#[test]
fn statements_without_a_semicolon_between_are_found() {
    assert_found(
        Kind::SqlInjection,
        Place::Text,
        &[
            "7 update goods set name=cast(name as varchar(99))",
            "' goto a declare @b varchar(9)",
            "'; if 7=7 drop database shop-- x",
            "'; while 7=7 shutdown-- x",
            "7 and select top 9 name from accounts",
            "alter table `goods` add x int",
            "7Funion select 2",
            "7#\nunion",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "21 update requests were set",
            "go to a shop; if not, begin again",
            "it's over; while you wait, print it",
            "alter table 7 in the hall",
            "the top 9 names",
            "sp_miller@example.com",
            "systemd.exec(1)",
            "chalk.hex('#c0ffee')",
        ],
    );
}
