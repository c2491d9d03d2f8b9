namespace MlTrack.Stores.Uris;

/// <summary>How connections to a database server are protected.</summary>
internal enum DatabaseTls
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Encrypted if the server can; nothing is verified.</summary>
    Prefer,

    /// <summary>Encrypted; nothing is verified.</summary>
    Require,

    /// <summary>Encrypted, and the certificate comes from a trusted authority.</summary>
    VerifyAuthority,

    /// <summary>Encrypted, and a trusted authority says that the server is the host of the URI.</summary>
    VerifyHost,
}
