//! The words of SQL, by their role in a statement.
//!
//! From the SQL standard and the reference manuals of MySQL, PostgreSQL, SQL Server, Oracle, SQLite, DB2, Firebird and
//! HSQLDB.

use crate::words::{Guesses, Looks, UNKNOWN, Words};

pub const LOGIC: u8 = 1;
pub const UNARY: u8 = 2;
pub const COMPARE: u8 = 3;
/// Operators that yield a value.
pub const ARITHMETIC: u8 = 4;
pub const UNION: u8 = 5;
pub const SELECT: u8 = 6;
/// Words between SELECT or UNION and what it applies to.
pub const QUANTIFIER: u8 = 7;
pub const FROM: u8 = 8;
pub const WHERE: u8 = 9;
/// ORDER and GROUP.
pub const ORDER: u8 = 10;
pub const BY: u8 = 11;
pub const LIMIT: u8 = 12;
pub const INTO: u8 = 13;
pub const AS: u8 = 14;
pub const JOIN: u8 = 15;
/// Constants, and functions that are called without parentheses.
pub const VALUE: u8 = 16;
/// Functions with distinctive names.
pub const FUNCTION: u8 = 17;
/// Functions whose names are also words or functions elsewhere.
pub const COMMON_FUNCTION: u8 = 18;
/// Functions that wait, read files, run commands or leak data through errors.
pub const DANGEROUS: u8 = 19;
/// Catalogues and procedures of a particular database.
pub const CATALOGUE: u8 = 20;
pub const CASE: u8 = 21;
pub const WHEN: u8 = 22;
pub const THEN: u8 = 23;
pub const END: u8 = 24;
/// DROP, CREATE, ALTER, TRUNCATE: the kind of an object follows.
pub const DEFINE: u8 = 25;
pub const OBJECT: u8 = 26;
pub const INSERT: u8 = 27;
pub const DELETE: u8 = 28;
pub const UPDATE: u8 = 29;
pub const SET: u8 = 30;
pub const EXECUTE: u8 = 31;
pub const DECLARE: u8 = 32;
pub const WAITFOR: u8 = 33;
pub const DELAY: u8 = 34;
pub const BEGIN: u8 = 35;
pub const SHUTDOWN: u8 = 36;
pub const OUTFILE: u8 = 37;
pub const PROCEDURE: u8 = 38;
pub const VALUES: u8 = 39;
pub const DIRECTION: u8 = 40;
pub const PREFIX: u8 = 41;
pub const IMMEDIATE: u8 = 42;
pub const HAVING: u8 = 43;
pub const MODE: u8 = 44;
pub const POSTFIX: u8 = 45;
/// Types that PostgreSQL's `::` casts to.
pub const TYPE: u8 = 46;

pub static WORDS: Words<1024> = Words::new(GROUPS);

pub const GROUPS: &[(u8, &str)] = &[
    (LOGIC, "and or xor"),
    (UNARY, "not exists binary some any distinctrow interval prior likely unlikely"),
    (COMPARE, "like rlike regexp ilike glob match in between is sounds similar escape member overlaps"),
    (ARITHMETIC, "div mod collate placing using"),
    (UNION, "union intersect except minus"),
    (SELECT, "select"),
    (QUANTIFIER, "all distinct top sql_calc_found_rows high_priority straight_join"),
    (FROM, "from"),
    (WHERE, "where on"),
    (HAVING, "having"),
    (ORDER, "order group partition"),
    (BY, "by"),
    (LIMIT, "limit offset"),
    (INTO, "into"),
    (AS, "as"),
    (JOIN, "join inner outer cross natural left right full"),
    (
        VALUE,
        "null true false current_user session_user system_user current_date current_time current_timestamp rownum \
         rowid sysdate localtime localtimestamp utc_date utc_time unknown user_name",
    ),
    (
        FUNCTION,
        "substr database substring_index concat substring mid trim cast iif strpos getdate concat_ws group_concat \
         wm_concat string_agg array_agg listagg xmlagg charindex patindex ifnull nullif coalesce isnumeric to_char \
         to_number to_date nchar unichar chr hex unhex conv oct ord char_length octet_length bit_length \
         character_length lcase ucase ltrim rtrim lpad rpad locate instr elt make_set export_set find_in_set field \
         bin json_keys json_extract json_array json_object json_search to_base64 from_base64 aes_encrypt aes_decrypt \
         des_encrypt des_decrypt old_password sha1 sha2 md5 crc32 row_count found_rows last_insert_id connection_id \
         db_name host_name object_id object_name col_name schema_name suser_name suser_sname is_srvrolemember \
         has_dbaccess current_setting current_database current_schema pg_client_encoding array_to_string \
         string_to_array query_to_xml table_to_xml database_to_xml xmlelement regexp_replace regexp_substr \
         regexp_like regexp_instr regexp_substring crypt_key generate_series zeroblob typeof sqlite_version \
         last_insert_rowid total_changes unicode quotename datalength decode nvl nvl2 userenv sys_context bitand \
         rawtohex hextoraw utl_raw pow power sqrt sin cos tan asin acos atan pi exp ln log2 log10 sign ceil ceiling \
         rand newid uuid strcmp makedate maketime period_add st_pointfromtext polygon multipoint linestring \
         geometrycollection multilinestring multipolygon polyfromtext name_const gtid_subset gtid_subtract ntile \
         dense_rank row_number binary_checksum stuff soundex difference trim_array date_add date_sub datediff dateadd \
         datepart timestampadd timestampdiff adddate subdate addtime unix_timestamp from_unixtime from_days to_days \
         to_seconds dayofmonth dayofweek dayofyear weekofyear yearweek last_day inet_aton inet_ntoa is_free_lock \
         is_used_lock master_pos_wait bit_and bit_or bit_xor bit_count std stddev stddev_pop var_pop variance analyse \
         citext cbrt",
    ),
    (
        COMMON_FUNCTION,
        "char ascii length count convert if lower upper version schema user \
         sum min max avg floor round abs replace reverse space repeat len date now format greatest \
         least extract instrrev position value row total format_bytes password encode compress uncompress \
         randomize str degrees radians log isdate choose translate overlay lead lag rank quote second minute \
         hour day week month year quarter time timestamp",
    ),
    (
        DANGEROUS,
        "sleep benchmark pg_sleep pg_sleep_for load_file extractvalue updatexml randomblob load_extension lo_import \
         lo_export lo_get lo_from_bytea pg_read_file pg_ls_dir pg_stat_file dblink dblink_connect xmltype \
         receive_message get_host_address get_host_name httpuritype utl_http utl_inaddr utl_smtp dbms_pipe dbms_lock \
         user_lock dbms_xmlgen dbms_ldap dbms_java ctxsys drithsx openrowset opendatasource openquery \
         get_lock release_lock sys_eval sys_exec fn_xe_file_target_read_file \
         writefile bfilename",
    ),
    (
        CATALOGUE,
        "information_schema sysobjects syscolumns sysusers sysdatabases sysxlogins syslogins sysprocesses systables \
         syscat sysibm sysfiles sys_objects all_users all_tables all_tab_columns user_tables user_tab_columns dba_users \
         dba_tables v$version v$instance v$session sqlite_master sqlite_schema sqlite_temp_master pg_catalog pg_user \
         pg_shadow pg_database pg_class pg_tables pg_namespace pg_attribute pg_roles pg_authid msysaccessobjects \
         msysobjects msysaces msysqueries msysrelationships msysaccessstorage msysaccessxml mysql_user \
         rdb$database rdb$fields rdb$types rdb$relations rdb$collations rdb$functions rdb$users \
         xp_cmdshell xp_dirtree xp_regread xp_regwrite xp_regdeletekey xp_fileexist xp_enumdsn xp_loginconfig \
         xp_makecab xp_ntsec xp_terminate xp_servicecontrol xp_availablemedia xp_subdirs xp_fixeddrives \
         xp_execresultset sp_executesql sp_password sp_oacreate sp_oamethod sp_configure sp_addextendedproc \
         sp_makewebtask sp_prepare sp_help sp_helpdb sp_addlogin sp_addsrvrolemember sp_executeexternal \
         utl_file dbms_export_extension dbms_scheduler dbms_sql dbms_utility dbms_assert table_schema table_name \
         column_name schema_information msdasql sqloledb tempdb northwind mysql",
    ),
    (CASE, "case"),
    (WHEN, "when"),
    (THEN, "then else"),
    (END, "end"),
    (DEFINE, "drop create alter truncate"),
    (
        OBJECT,
        "table view index trigger login role column tablespace sequence language \
         assembly extension",
    ),
    (INSERT, "insert merge"),
    (DELETE, "delete"),
    (UPDATE, "update"),
    (SET, "set"),
    (EXECUTE, "exec execute call prepare"),
    (DECLARE, "declare"),
    (WAITFOR, "waitfor"),
    (DELAY, "delay"),
    (BEGIN, "begin goto while print try"),
    (SHUTDOWN, "shutdown"),
    (OUTFILE, "outfile dumpfile"),
    (PROCEDURE, "procedure function"),
    (VALUES, "values"),
    (DIRECTION, "asc desc nulls first last"),
    (PREFIX, "n x b e r q _utf8 _latin1 _binary _ascii _ucs2"),
    (IMMEDIATE, "immediate"),
    (POSTFIX, "isnull notnull"),
    (TYPE, "int integer bigint smallint jsonb json numeric double float bool bytea regclass"),
    (MODE, "boolean mode expansion"),
];

/// Classes of the words with which a run of SQL may begin in the middle of a text, and of those that affect what
/// follows.
const BEGINNINGS: &[u8] = &[
    LOGIC, SELECT, UNION, CATALOGUE, DEFINE, INSERT, UPDATE, DELETE, EXECUTE, DECLARE, WAITFOR, CASE, HAVING,
    FUNCTION, DANGEROUS, PREFIX,
];

static LOOKS: Looks = Looks::of_set(GROUPS, set(BEGINNINGS));

/// Words that are evidence by themselves, or together with what may follow them.
pub const TELLING: u64 =
    set(&[SELECT, CATALOGUE, CASE, DECLARE, WAITFOR, DELAY, SHUTDOWN, OUTFILE, VALUES, IMMEDIATE, POSTFIX]);

/// A set of classes as a bitmask.
pub const fn set(classes: &[u8]) -> u64 {
    let mut set = 0;
    let mut index = 0;
    while index < classes.len() {
        set |= 1 << classes[index];
        index += 1;
    }
    set
}

/// The class of the word from `start` to `end`. Most words are ruled out by their looks.
#[inline(always)]
pub fn class_of(text: &[u8], start: usize, end: usize) -> u8 {
    match guess(text, start, end) {
        Guess::Unknown => UNKNOWN,
        _ => WORDS.class_of(&text[start..end]),
    }
}

/// What a word in a sentence may be, judging by its looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// Unknown to SQL.
    Unknown,
    /// A word that proves nothing among others, unless it compares a literal.
    Known,
    /// A word that begins a condition or a statement, but proves nothing without those that follow.
    Beginner,
    /// Any other word, or a literal.
    Other,
}

#[inline(always)]
pub fn guess(text: &[u8], start: usize, end: usize) -> Guess {
    match GUESSES.of(text, start, end) {
        0 => Guess::Unknown,
        1 => Guess::Known,
        2 => Guess::Beginner,
        _ => Guess::Other,
    }
}

/// The number of the [`Guess`] for a word's first eight letters (followed by other text if it is shorter) and its
/// length.
#[inline(always)]
pub fn guess_of(letters: u64, length: u32) -> u32 {
    GUESSES.of_letters(letters, length)
}

static GUESSES: Guesses = Guesses::new(GROUPS, [!0, BEGINNERS, OTHERS]);

const BEGINNERS: u64 = set(&[LOGIC, HAVING, EXECUTE]);
const OTHERS: u64 = TELLING | set(&[DEFINE, INSERT, UPDATE, DELETE, VALUE, TYPE]);

/// Whether a word is AND or OR followed by two words that are unknown to SQL: in SQL, there would be an operator.
pub fn is_prose(logic: &[u8], next: &[u8], after: &[u8]) -> bool {
    let is_unknown = |word: &[u8]| !word.is_empty() && WORDS.class_of(word) == UNKNOWN;
    WORDS.class_of(logic) == LOGIC && is_unknown(next) && is_unknown(after)
}

/// Whether a word may be skipped in a text where no run of SQL is in progress.
#[inline(always)]
pub fn is_idle(text: &[u8], start: usize, end: usize) -> bool {
    !LOOKS.may_hold(text, start, end) || !BEGINNINGS.contains(&WORDS.class_of(&text[start..end]))
}

/// Whether a run of SQL may begin with a word of this class in the middle of a text.
pub fn begins_run(class: u8, is_called: impl Fn() -> bool) -> bool {
    match class {
        SELECT | UNION | CATALOGUE | DEFINE | INSERT | UPDATE | DELETE | EXECUTE | DECLARE | WAITFOR
        | CASE | HAVING => true,
        FUNCTION | DANGEROUS => is_called(),
        _ => false,
    }
}
