//! Paths that scanners try on every server, and visitors never request.

use crate::Place;
use crate::sheet::{Kind, Kinds, Sheet};
use crate::text::{at, follows_any};
use crate::words::Words;

/// A segment that is telling anywhere.
const ANYWHERE: u8 = 1;
/// A segment that is telling at the end.
const LAST: u8 = 2;
/// A segment of an application's administration, which is telling only where that application is not in use.
const ADMINISTRATION: u8 = 3;

static SEGMENTS: Words<256> = Words::new(&[
    (
        ANYWHERE,
        ".git .svn .hg .bzr .aws .ssh .docker .kube .vscode .idea cgi-bin phpmyadmin pma myadmin mysqladmin \
         phppgadmin dbadmin _ignition _profiler jmx-console web-console web-inf meta-inf boaform hnap1 goform \
         gponform _vti_bin _vti_pvt invoker eval-stdin.php wlwmanifest.xml autodiscover ecp aspnet_client cfide \
         fckeditor kcfinder wp-config.php.bak hudson struts2-showcase hedwig.cgi nmaplowercheck wls-wsat _async druid \
         weblogic +cscoe+ dana-na remote_logincheck phpunit",
    ),
    (
        LAST,
        ".env .env.local .env.production .env.prod .env.dev .env.bak .env.old .env.save .env.backup .env.example \
         .htaccess .htpasswd .ds_store .npmrc .dockerenv .gitignore .gitlab-ci.yml .travis.yml .bash_history \
         .mysql_history .s3cfg .ftpconfig sftp-config.json phpinfo.php info.php test.php i.php php.php pinfo.php \
         shell.php cmd.php c99.php r57.php wso.php alfa.php x.php adminer.php config.php.bak configuration.php.bak \
         web.config server-status server-info backup.sql dump.sql database.sql db.sql backup.zip backup.tar.gz \
         www.zip site.zip wwwroot.rar wwwroot.zip docker-compose.yml dockerfile id_rsa id_dsa credentials \
         secrets.json secrets.yml database.yml web.xml elmah.axd trace.axd jolokia heapdump ws_ftp.ini upload.php \
         up.php settings.php.bak wp-config.php",
    ),
    (
        ADMINISTRATION,
        "wp-login.php wp-admin xmlrpc.php wp-content wp-includes wp-json administrator actuator wp-cron.php setup.php \
         install.php login.action manager user.php admin.php config.php autodiscover.xml",
    ),
]);

/// Whether probes are judged at all, whatever the value is.
#[inline(always)]
pub fn is_wanted(place: Place, kinds: Kinds) -> bool {
    place == Place::Path && kinds.contains(Kind::ScannerProbe)
}

pub fn judge(path: &[u8], sheet: &mut Sheet) {
    let mut start = 0;
    for segment in path.split(|byte| matches!(byte, b'/' | b'\\')) {
        let end = start + segment.len();
        let is_last = end >= path.len() || end + 1 >= path.len();
        let score = match SEGMENTS.class_of(segment) {
            ANYWHERE => 70,
            LAST if is_last => 70,
            ADMINISTRATION => 55,
            // Every variant of a settings file: `.env~`, `.env1`, `.env.staging`.
            _ if is_last && follows_any(segment, 0, ".env") > 0 && !at(segment, 4).is_ascii_alphabetic() => {
                65
            }
            _ => 0,
        };
        sheet.raise(Kind::ScannerProbe, score, start, end);
        start = end + 1;
    }
}
