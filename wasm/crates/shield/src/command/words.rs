//! Names of commands, and of functions that run them.

use crate::words::Words;

/// Commands whose names are not words of a natural language.
pub const STRONG: u8 = 1;
/// Commands whose names are such words, or names of columns and keys.
pub const PLAIN: u8 = 2;

/// Commands whose names are not such words, but belong to tools that people write about.
pub const TERSE: u8 = 3;

pub static COMMANDS: Words<512> = Words::new(&[
    (
        STRONG,
        "wget curl nc netcat ncat bash zsh ksh csh tcsh dash fish ash ping ping6 nslookup uname whoami ifconfig \
         ipconfig netstat chmod chown chgrp rm cp mv mkdir rmdir perl python python2 python3 php ruby lua nodejs \
         powershell powershell.exe cmd.exe pwsh certutil bitsadmin telnet ssh scp sftp rsync tftp ftp traceroute \
         tracert systeminfo tasklist taskkill schtasks wmic rundll32 regsvr32 mshta cscript wscript netsh icacls \
         attrib sudo su crontab useradd usermod adduser passwd chpasswd systemctl iptables lsof mknod mkfifo socat \
         xterm gcc xargs printenv busybox nohup awk gawk sed egrep fgrep gzip gunzip bunzip2 unzip tac nl od xxd \
         hexdump rev base64 md5sum lscpu df du ps uptime vmstat dmesg mount umount getent groups arp ifup sh finger \
         openssl nmap dig whereis lsblk hostnamectl env sysctl strace iwr iex irm",
    ),
    (
        PLAIN,
        "cat dir type net sleep find sort head tail more less who w date time set kill host test cd \
         touch cut tee top free last history hostname which exec eval export alias file locate \
         zip node java make man watch at batch cmd del copy move ren start ver vol reg tree call timeout \
         nice strings nano link split join paste true false ss ip route arch seq yes \
         reboot shutdown halt poweroff service jobs source script command builtin",
    ),
    (
        TERSE,
        "id ls pwd echo printf grep tr wc stat tar npm diff vi vim ed ln dd uniq expr docker kubectl git pip pip3 apt \
         apt-get yum",
    ),
]);

/// Functions that run a command or code when given a quoted argument.
pub const FUNCTION: u8 = 1;
/// Functions whose name alone is telling.
pub const CODE: u8 = 2;
/// Functions that run their argument in every language.
pub const RUN: u8 = 3;
/// Functions that load a module.
pub const MODULE: u8 = 4;

pub static FUNCTIONS: Words<256> = Words::new(&[
    (
        RUN,
        "system exec popen spawn execfile execsync spawnsync execfilesync getruntime loadclass forname check_output",
    ),
    (MODULE, "require"),
    (
        FUNCTION,
        "assert eval include fopen readfile unlink print_r opendir scandir putenv die chroot crypt activexobject \
         createobject",
    ),
    (
        CODE,
        "passthru shell_exec proc_open pcntl_exec phpinfo base64_decode file_get_contents file_put_contents \
         call_user_func call_user_func_array create_function preg_replace_callback preg_replace array_map \
         array_filter usort uasort register_shutdown_function gzinflate gzuncompress gzdecode str_rot13 strrev \
         move_uploaded_file fsockopen pfsockopen curl_exec curl_init parse_ini_file highlight_file show_source \
         php_uname get_current_user getmyuid posix_getpwuid posix_kill posix_setuid ini_set ini_get set_time_limit \
         var_dump error_reporting array_walk func_get_args include_once require_once import_request_variables \
         unserialize getenv phpversion php_ini_loaded_file is_callable __import__ subprocess processbuilder \
         gethostbyname array_diff array_diff_assoc getallheaders iptcembed symlink readlink fwrite fputs fputcsv \
         chdir file_exists is_dir is_file tempnam tmpfile posix_getuid dl ob_start hex2bin bin2hex convert_uuencode \
         convert_uudecode wp_insert_user get_defined_vars get_defined_functions function_exists runinthiscontext",
    ),
]);

/// Prefixes of PHP's and its extensions' function names, before the first `_`.
pub static FAMILIES: Words<128> = Words::new(&[(
    1,
    "apache apcu array assert bz class ctype curl date db2 dba debug dns enchant error exif fdf file ftp func \
     function get gnupg gz ibase iconv imagick imap ini intl is ldap libxml link mb mcrypt method mhash msg mysql \
     mysqli ob oci odbc opcache openssl parse pcntl pg php posix preg proc pspell readline restore runkit sapi sem \
     session set shm shmop snmp socket sodium spl sqlite sqlsrv ssh2 str stream strip sys tidy token trigger uopz \
     user utf8 wddx win32 xml xmlrpc xmlwriter yaml zend zip zlib",
)]);
