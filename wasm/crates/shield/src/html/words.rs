//! Names in HTML and in browser scripts.

use crate::words::{Looks, Words};

/// Elements that run or load something by themselves, or change where everything else is loaded from.
pub const ACTIVE: u8 = 1;
/// The same, if they have an attribute.
pub const LOADING: u8 = 2;
/// Elements whose end tag lets a value break out of its context.
pub const ENCLOSING: u8 = 3;
/// Elements of a page's skeleton, which no harmless value contains.
pub const FRAME: u8 = 4;
/// Form controls: a value that contains one asks the page's visitor for input.
pub const CONTROL: u8 = 5;
/// Elements with other parsing rules than HTML's.
pub const FOREIGN: u8 = 6;
/// All other HTML elements.
pub const ELEMENT: u8 = 7;

pub static ELEMENTS: Words<256> = Words::new(&[
    (ACTIVE, "script"),
    (
        LOADING,
        "iframe object embed applet meta link base frame frameset layer ilayer bgsound xml isindex import set animate \
         animatetransform animatemotion handler vmlframe include foreignobject portal",
    ),
    (ENCLOSING, "style title textarea noscript noembed noframes xmp plaintext template comment listing"),
    (FRAME, "html body head"),
    (CONTROL, "form input button select keygen"),
    (FOREIGN, "svg math"),
    (
        ELEMENT,
        "a abbr address area article aside audio b bdi bdo big blink blockquote br canvas caption center cite \
         code col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font \
         footer h1 h2 h3 h4 h5 h6 header hgroup hr i img image ins kbd label legend li main map mark \
         marquee menu menuitem meter nav nobr ol optgroup option output p param picture pre progress q rp rt ruby \
         s samp section slot small source span strike strong sub summary sup table tbody td tfoot th thead \
         time tr track tt u ul use var video wbr",
    ),
]);

/// Attributes whose value a browser loads or navigates to.
pub const ADDRESS: u8 = 1;
/// Attributes that hold styles.
pub const STYLE: u8 = 2;
/// Attributes that hold markup or code.
pub const MARKUP: u8 = 3;

/// Attributes that name a document's schema, which a parser may fetch.
pub const SCHEMA: u8 = 4;
/// Attributes that declare the namespace of a language that runs.
pub const NAMESPACE: u8 = 5;

pub static ATTRIBUTES: Words<64> = Words::new(&[
    (
        ADDRESS,
        "href src action formaction data xlink:href background dynsrc lowsrc poster codebase code classid cite longdesc \
         from to values value content url ping profile usemap manifest folder icon archive implementation http-equiv",
    ),
    (STYLE, "style"),
    (MARKUP, "srcdoc datasrc dataformatas fscommand seeksegmenttime"),
    (SCHEMA, "xsi:schemalocation xsi:nonamespaceschemalocation"),
    (NAMESPACE, "xmlns:ev xmlns:xsl xmlns:xlink xmlns:html xmlns:t ev:handler"),
]);

/// Events, without their `on`.
pub const EVENT: u8 = 1;

pub static EVENTS: Words<256> = Words::new(&[(
    EVENT,
    "abort activate afterprint afterscriptexecute afterupdate animationcancel animationend animationiteration \
     animationstart auxclick beforeactivate beforecopy beforecut beforeinput beforepaste beforeprint \
     beforescriptexecute beforetoggle beforeunload begin blur bounce cancel canplay canplaythrough cellchange change \
     click close contextmenu copy cuechange cut dataavailable datasetchanged dblclick deactivate drag dragend \
     dragenter dragexit dragleave dragover dragstart drop durationchange emptied ended error filterchange finish \
     focus focusin focusout formdata fullscreenchange gotpointercapture hashchange help input invalid keydown keypress \
     keyup layoutcomplete load loadeddata loadedmetadata loadend loadstart losecapture message mousedown mouseenter \
     mouseleave mousemove mouseout mouseover mouseup mousewheel move offline online pagehide pageshow paste pause play \
     playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover pointerrawupdate \
     pointerup popstate progress propertychange ratechange readystatechange repeat reset resize resizeend resizestart \
     rowenter rowexit scroll scrollend search seeked seeking select selectionchange selectstart show stalled start \
     stop storage submit suspend timeerror timeupdate toggle touchcancel touchend touchmove touchstart transitioncancel \
     transitionend transitionrun transitionstart unhandledrejection unload volumechange waiting \
     webkitanimationend webkittransitionend wheel zoom",
)]);

/// Functions used to prove that script runs; nobody else calls them in a value.
pub const SIGN: u8 = 1;
/// Functions that run text, or are used to build it.
pub const RUNNER: u8 = 2;
/// Functions that are called with a template instead of arguments.
pub const TAGGED: u8 = 5;
/// Classes whose instances load something.
pub const CREATED: u8 = 6;
/// A page's global objects.
pub const OBJECT: u8 = 3;
/// Members of those objects that attackers read or write.
pub const MEMBER: u8 = 4;

pub static SCRIPT: Words<128> = Words::new(SCRIPT_GROUPS);

/// The looks of the objects' names.
pub static OBJECTS: Looks = Looks::of_set(SCRIPT_GROUPS, 1 << OBJECT);

const SCRIPT_GROUPS: &[(u8, &str)] = &[
    (SIGN, "alert prompt confirm"),
    (
        RUNNER,
        "eval settimeout setinterval execscript atob unescape btoa fromcharcode fromcodepoint expression setimmediate \
         importscripts constructor function decodeuricomponent fetch msgbox",
    ),
    (TAGGED, "call apply"),
    (CREATED, "image xmlhttprequest worker websocket eventsource"),
    (
        OBJECT,
        "document window self top parent frames globalthis location navigator localstorage sessionstorage",
    ),
    (
        MEMBER,
        "cookie domain write writeln innerhtml outerhtml insertadjacenthtml body documentelement createelement \
         getelementbyid getelementsbytagname queryselector queryselectorall referrer url documenturi defaultview \
         implementation forms scripts hash search href assign open name execcommand getelementsbyclassname \
         currentscript activeelement designmode valueof tostring",
    ),
];
