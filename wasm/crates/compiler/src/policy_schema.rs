//! What a policy may contain. Generated from `wasm/policy/policy.schema.json` by `npm run generate:policy`.

use snapwall_abi::{ACTION_ALLOW, ACTION_DENY, EMAIL_PROFILE_STRICT, MODE_ENFORCE, SENSITIVITY_BALANCED};

/// A key's name and its variant; `None` if this version cannot compile it.
pub type Key<K> = (&'static str, Option<K>);

/// The policy that an empty file stands for.
pub const POLICY_DEFAULT: &str = r#"{"bots":{}}"#;

/// The maximum length of a policy in bytes.
pub const POLICY_MAX_BYTES: usize = 4194304;

/// The maximum nesting depth of a policy: the parser recurses, and the guest's stack is small.
pub const POLICY_MAX_DEPTH: usize = 32;

// Default values of keys.
pub const POLICY_MODE_DEFAULT: u32 = MODE_ENFORCE;
pub const POLICY_ON_ERROR_DEFAULT: u32 = ACTION_ALLOW;
pub const BOTS_POLICY_DENY_DEFAULT: [&str; 1] = ["*"];
pub const BOTS_POLICY_MISSING_USER_AGENT_DEFAULT: u32 = ACTION_DENY;
pub const BOTS_POLICY_SPOOFED_DEFAULT: u32 = ACTION_DENY;
pub const IMPERSONATION_POLICY_SCORE_DEFAULT: u32 = 60;
pub const CLIENT_POLICY_HEADER_DEFAULT: &str = "x-forwarded-for";
pub const FINGERPRINT_POLICY_CHARACTERISTICS_DEFAULT: [&str; 1] = ["ip"];
pub const SHIELD_POLICY_SENSITIVITY_DEFAULT: u32 = SENSITIVITY_BALANCED;
pub const SHIELD_POLICY_KINDS_DEFAULT: [&str; 9] = ["sqlInjection","xss","pathTraversal","commandInjection","templateInjection","nosqlInjection","ssrf","lookupInjection","headerInjection"];
pub const EMAIL_POLICY_PROFILE_DEFAULT: u32 = EMAIL_PROFILE_STRICT;
pub const EMAIL_POLICY_DENY_DEFAULT: [&str; 3] = ["invalid","disposable","noMxRecords"];
pub const SENSITIVE_POLICY_DENY_DEFAULT: [&str; 4] = ["creditCard","iban","usSsn","secret"];
pub const SENSITIVE_POLICY_PHONE_REGION_DEFAULT: &str = "US";

// Maximum numbers of list elements.
pub const BOTS_POLICY_DENY_MAX: usize = 10000;
pub const BOTS_POLICY_ALLOW_MAX: usize = 10000;
pub const BOTS_POLICY_CUSTOM_MAX: usize = 4096;
pub const CUSTOM_BOT_CATEGORIES_MAX: usize = 16;
pub const CLIENT_POLICY_TRUSTED_PROXIES_MAX: usize = 4096;
pub const FINGERPRINT_POLICY_CHARACTERISTICS_MAX: usize = 32;
pub const FILTERS_POLICY_DENY_MAX: usize = 1024;
pub const FILTERS_POLICY_ALLOW_MAX: usize = 1024;
pub const SHIELD_EXCLUSION_KINDS_MAX: usize = 32;
pub const SHIELD_POLICY_KINDS_MAX: usize = 32;
pub const SHIELD_POLICY_EXCLUDE_MAX: usize = 256;
pub const EMAIL_POLICY_DENY_MAX: usize = 16;
pub const EMAIL_POLICY_ALLOW_MAX: usize = 10000;
pub const EMAIL_POLICY_BLOCK_MAX: usize = 10000;
pub const EMAIL_POLICY_FIELDS_MAX: usize = 64;
pub const SENSITIVE_POLICY_DENY_MAX: usize = 128;
pub const SENSITIVE_POLICY_FIELDS_MAX: usize = 64;

/// A key of `Policy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyKey {
    Schema,
    Mode,
    OnError,
    Bots,
    Lists,
    Filters,
    Shield,
    Email,
    Sensitive,
    Client,
    Fingerprint,
}

/// Every key, with `None` for those that this version cannot compile.
pub const POLICY_KEYS: [Key<PolicyKey>; 12] = [
    ("$schema", Some(PolicyKey::Schema)),
    ("mode", Some(PolicyKey::Mode)),
    ("onError", Some(PolicyKey::OnError)),
    ("bots", Some(PolicyKey::Bots)),
    ("lists", Some(PolicyKey::Lists)),
    ("filters", Some(PolicyKey::Filters)),
    ("shield", Some(PolicyKey::Shield)),
    ("email", Some(PolicyKey::Email)),
    ("sensitive", Some(PolicyKey::Sensitive)),
    ("client", Some(PolicyKey::Client)),
    ("fingerprint", Some(PolicyKey::Fingerprint)),
    ("rateLimits", None),
];

/// A key of `BotsPolicy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BotsPolicyKey {
    Mode,
    Deny,
    Allow,
    MissingUserAgent,
    Custom,
    Verified,
    Spoofed,
    Impersonation,
}

/// Every key, with `None` for those that this version cannot compile.
pub const BOTS_POLICY_KEYS: [Key<BotsPolicyKey>; 8] = [
    ("mode", Some(BotsPolicyKey::Mode)),
    ("deny", Some(BotsPolicyKey::Deny)),
    ("allow", Some(BotsPolicyKey::Allow)),
    ("missingUserAgent", Some(BotsPolicyKey::MissingUserAgent)),
    ("custom", Some(BotsPolicyKey::Custom)),
    ("verified", Some(BotsPolicyKey::Verified)),
    ("spoofed", Some(BotsPolicyKey::Spoofed)),
    ("impersonation", Some(BotsPolicyKey::Impersonation)),
];

/// A key of `ImpersonationPolicy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImpersonationPolicyKey {
    Mode,
    Score,
}

/// Every key, with `None` for those that this version cannot compile.
pub const IMPERSONATION_POLICY_KEYS: [Key<ImpersonationPolicyKey>; 2] =
    [("mode", Some(ImpersonationPolicyKey::Mode)), ("score", Some(ImpersonationPolicyKey::Score))];

/// A key of `CustomBot`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomBotKey {
    Id,
    Categories,
    Literal,
    Regex,
}

/// Every key, with `None` for those that this version cannot compile.
pub const CUSTOM_BOT_KEYS: [Key<CustomBotKey>; 4] = [
    ("id", Some(CustomBotKey::Id)),
    ("categories", Some(CustomBotKey::Categories)),
    ("literal", Some(CustomBotKey::Literal)),
    ("regex", Some(CustomBotKey::Regex)),
];

/// A key of `Filter`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterKey {
    Id,
    Expression,
    Mode,
}

/// Every key, with `None` for those that this version cannot compile.
pub const FILTER_KEYS: [Key<FilterKey>; 3] = [
    ("id", Some(FilterKey::Id)),
    ("expression", Some(FilterKey::Expression)),
    ("mode", Some(FilterKey::Mode)),
];

/// A key of `Exception`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExceptionKey {
    Id,
    Expression,
}

/// Every key, with `None` for those that this version cannot compile.
pub const EXCEPTION_KEYS: [Key<ExceptionKey>; 2] =
    [("id", Some(ExceptionKey::Id)), ("expression", Some(ExceptionKey::Expression))];

/// A key of `ClientPolicy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientPolicyKey {
    TrustedProxies,
    Header,
}

/// Every key, with `None` for those that this version cannot compile.
pub const CLIENT_POLICY_KEYS: [Key<ClientPolicyKey>; 2] =
    [("trustedProxies", Some(ClientPolicyKey::TrustedProxies)), ("header", Some(ClientPolicyKey::Header))];

/// A key of `FingerprintPolicy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FingerprintPolicyKey {
    Characteristics,
}

/// Every key, with `None` for those that this version cannot compile.
pub const FINGERPRINT_POLICY_KEYS: [Key<FingerprintPolicyKey>; 1] =
    [("characteristics", Some(FingerprintPolicyKey::Characteristics))];

/// A key of `FiltersPolicy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiltersPolicyKey {
    Mode,
    Deny,
    Allow,
}

/// Every key, with `None` for those that this version cannot compile.
pub const FILTERS_POLICY_KEYS: [Key<FiltersPolicyKey>; 3] = [
    ("mode", Some(FiltersPolicyKey::Mode)),
    ("deny", Some(FiltersPolicyKey::Deny)),
    ("allow", Some(FiltersPolicyKey::Allow)),
];

/// A key of `ShieldExclusion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShieldExclusionKey {
    Path,
    Parameter,
    Kinds,
}

/// Every key, with `None` for those that this version cannot compile.
pub const SHIELD_EXCLUSION_KEYS: [Key<ShieldExclusionKey>; 3] = [
    ("path", Some(ShieldExclusionKey::Path)),
    ("parameter", Some(ShieldExclusionKey::Parameter)),
    ("kinds", Some(ShieldExclusionKey::Kinds)),
];

/// A key of `ShieldPolicy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShieldPolicyKey {
    Mode,
    Sensitivity,
    Kinds,
    Exclude,
}

/// Every key, with `None` for those that this version cannot compile.
pub const SHIELD_POLICY_KEYS: [Key<ShieldPolicyKey>; 4] = [
    ("mode", Some(ShieldPolicyKey::Mode)),
    ("sensitivity", Some(ShieldPolicyKey::Sensitivity)),
    ("kinds", Some(ShieldPolicyKey::Kinds)),
    ("exclude", Some(ShieldPolicyKey::Exclude)),
];

/// A key of `EmailPolicy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailPolicyKey {
    Mode,
    Profile,
    Deny,
    Allow,
    Block,
    AllowDomainLiteral,
    Fields,
}

/// Every key, with `None` for those that this version cannot compile.
pub const EMAIL_POLICY_KEYS: [Key<EmailPolicyKey>; 7] = [
    ("mode", Some(EmailPolicyKey::Mode)),
    ("profile", Some(EmailPolicyKey::Profile)),
    ("deny", Some(EmailPolicyKey::Deny)),
    ("allow", Some(EmailPolicyKey::Allow)),
    ("block", Some(EmailPolicyKey::Block)),
    ("allowDomainLiteral", Some(EmailPolicyKey::AllowDomainLiteral)),
    ("fields", Some(EmailPolicyKey::Fields)),
];

/// A key of `SensitivePolicy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SensitivePolicyKey {
    Mode,
    Deny,
    PhoneRegion,
    Custom,
    Fields,
}

/// Every key, with `None` for those that this version cannot compile.
pub const SENSITIVE_POLICY_KEYS: [Key<SensitivePolicyKey>; 5] = [
    ("mode", Some(SensitivePolicyKey::Mode)),
    ("deny", Some(SensitivePolicyKey::Deny)),
    ("phoneRegion", Some(SensitivePolicyKey::PhoneRegion)),
    ("custom", Some(SensitivePolicyKey::Custom)),
    ("fields", Some(SensitivePolicyKey::Fields)),
];
