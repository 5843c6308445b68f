namespace Ledger.Contributions.EvidenceFiles;

/// <summary>What an entry of an archive is, as far as archives go.</summary>
internal enum NestedArchive
{
    None,

    /// <summary>Can be looked into.</summary>
    Zip,

    /// <summary>Packed in a way that is not looked into.</summary>
    Other,
}

/// <summary>Tells archives by their first bytes, whatever they are called.</summary>
internal static class ArchiveSignatures
{
    /// <summary>Bytes that are enough to tell; tar has its mark at 257.</summary>
    public const int Longest = TarMarkAt + 5;

    private const int TarMarkAt = 257;

    private static readonly byte[][] Others =
    [
        [0x1f, 0x8b], // gzip
        [.. "BZh"u8],
        [0xfd, .. "7zXZ"u8],
        [.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c],
        [.. "Rar!"u8],
        [0x28, 0xb5, 0x2f, 0xfd], // zstd
        [.. "MSCF"u8], // cabinet
    ];

    public static NestedArchive Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8)) return NestedArchive.Zip;
        foreach (var other in Others)
        {
            if (head.StartsWith(other)) return NestedArchive.Other;
        }

        return head.Length >= Longest && head[TarMarkAt..].StartsWith("ustar"u8) ? NestedArchive.Other : NestedArchive.None;
    }
}
