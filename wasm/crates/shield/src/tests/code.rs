//! Code in server languages, and what people write about code.

use super::{assert_found, assert_quiet};
use crate::{Kind, Place};

#[test]
fn php_that_calls_what_is_no_name_is_found() {
    assert_found(
        Kind::CommandInjection,
        Place::Text,
        &[
            "$f(1)",
            "$$f(1)",
            "$f['x'](1)",
            "@$f[0][1]('x')",
            "$o->$f()",
            "Thing::$f()",
            "${'f'}(1)",
            "$f/**/(1)",
            "(exec)('id')",
            "('exec')('id')",
            "\"exec\"(id);",
            "[exec][0](id);",
            "('ex'.'ec')('id')",
            "exec/* */('id')",
            "$_POST['x']",
            "$_GET{x}",
            "array_walk($x)",
            "curl_multi_init()",
            "<?\nphp x",
            "<?xml :echo 1",
            "exec#\n (x)",
            "exec // y\r\n ('x')",
            "$y = 'sys'.'tem';($y)('x');",
            "( string ) \"sys\".\"t\".\"em\" ('x');",
            "'.f().'",
            "x\";f(g('y'));//",
            "');f(1);$a='",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "$AAPL (up 5%)",
            "$5 (five dollars)",
            "US$(thousands)",
            "$(window)",
            "section 501(c)(3)",
            "(555)(1234)",
            "[docs](https://example.com)",
            "[![badge](a.svg)](https://example.com)",
            "the variables $a and $b",
            "# Usage\n(see below)",
            "run // not walk\n(if you can)",
            "f(x)(y)",
            "$('.a').b()",
            "'.a(2)'",
            "don't. Really (no)",
            "$a (b",
            "array_of_names",
            "pg_dump",
            "<?xml version=\"1.0\"?>",
        ],
    );
}

#[test]
fn code_of_node_is_found() {
    assert_found(
        Kind::CommandInjection,
        Place::Text,
        &[
            "process.env",
            "process['mainModule']",
            "require[a]",
            "console.log(1)",
            "module.exports=1",
            "_$$ND_FUNC$$_function(){}",
            "while(1)",
            "while(true);",
            "require('node:net')",
        ],
    );
    assert_found(
        Kind::NosqlInjection,
        Place::Text,
        &["a.constructor.constructor", "$1:constructor:constructor", "x:__proto__:then"],
    );
    assert_found(Kind::NosqlInjection, Place::Name, &["a[constructor][prototype][b]"]);
    assert_quiet(
        Place::Text,
        &[
            "the process. Then more",
            "in the process [1]",
            "while (you wait) we bake",
            "the console.",
            "call process.env in the docs of it",
            "pattern.exec(\"/news/7\")",
            "```sh\nnpm ci\n```",
            "require('os-name')",
            "require(\"./a\")",
            "Copyright &copy; 2026 Ada",
        ],
    );
}

#[test]
fn an_object_of_java_in_base64_is_found_in_every_place_also_where_it_is_letters_alone() {
    let places =
        [Place::Query, Place::Header, Place::Cookie, Place::Json, Place::Text, Place::Name, Place::Path];
    for place in places {
        assert_found(
            Kind::CommandInjection,
            place,
            &["rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==", "rO0ABXNyABFqYXZhLnV0aWwuSGFz", "rO0ABX", "%72O0ABX"],
        );
        assert_quiet(place, &["rO0A", "ro0ABX", "xrO0ABX"]);
    }
}

#[test]
fn objects_that_a_deserializer_would_build_are_found() {
    assert_found(
        Kind::CommandInjection,
        Place::Text,
        &[
            "!!python/object/apply:os.system [x]",
            "--- !ruby/object:Gem::Installer",
            "{\"@type\":\"com.sun.rowset.JdbcRowSetImpl\"}",
            "class.module.classLoader.resources",
            "@java.lang.Runtime@getRuntime()",
            "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA==",
            "@org.apache.struts2.ServletActionContext@getResponse()",
            "new freemarker.template.utility.Execute()",
            "System.Diagnostics.Process.Start(x)",
            "new ActiveXObject(\"WScript.Shell\")",
            "<cfexecute name=x>",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "java.lang.NullPointerException: x",
            "at java.lang.Thread.run(Thread.java:748)",
            "the class. Module two is next",
            "class.name",
            "com.example.App",
            "learn python/ruby/go",
        ],
    );
}

#[test]
fn commands_are_found_however_a_shell_would_put_them_together() {
    assert_found(
        Kind::CommandInjection,
        Place::Text,
        &[
            "x;ca$@t /x",
            "x;wh$1oami",
            "x&who\"\"ami",
            "x;/???/??t /???/x",
            "x;/b?n/c?t y",
            "x;$(echo id)",
            "x;`echo id`",
            "x;${PATH:0:1}x",
            "\nid",
            "\r\nwhoami",
            "10.0.0.1 && ls",
            "10.0.0.1 | dir",
            "x || sort",
            "x;echo y",
            "x|net user",
            "x&reg query y",
            "x;export A=b",
            "() { x; }; y",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "date & time",
            "R&B & more",
            "name | type | date",
            "php\njava\nnode",
            "net users; net income",
            "| `env` | the environment |",
            "() => { save() }",
            "$(this)",
            "in ${HOME}; $(date)",
            "cats;dogs, echo chambers; sort of",
        ],
    );
}

#[test]
fn programs_of_windows_are_commands_with_their_extension_and_without() {
    assert_found(
        Kind::CommandInjection,
        Place::Text,
        &["x & ping.exe -n 9 10.0.0.1", "ping.exe -n 9 10.0.0.1", "x|dir c: ", "x|whoami.exe"],
    );
    assert_quiet(Place::Text, &["setup.exe", "run setup.exe now", "drive c: is full"]);
}

#[test]
fn names_of_files_need_their_slashes_where_nothing_leads_astray() {
    assert_found(Kind::PathTraversal, Place::Text, &["aws/credentials", "....awscredentials"]);
    assert_quiet(Place::Text, &["functions/awsCredentialsProvider.md", "api/sshKeys"]);
}
