using Microsoft.Net.Http.Headers;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>A media type that evidence may have. Whatever is not listed here is refused: evidence is opened by other people.</summary>
/// <param name="Name">Media type without parameters.</param>
/// <param name="Extension">File name extension, with its dot.</param>
/// <param name="Signature">First bytes of every file of this type; empty for text, which has none.</param>
public sealed record EvidenceMediaType(string Name, string Extension, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The longest signature, bytes.</summary>
    public const int LongestSignature = 8;

    private static ReadOnlyMemory<byte> Zip => "PK\u0003\u0004"u8.ToArray();

    /// <summary>All types, in the order in which the store looks for a file.</summary>
    public static IReadOnlyList<EvidenceMediaType> All { get; } =
    [
        new("application/pdf", ".pdf", "%PDF-"u8.ToArray()),
        new("image/png", ".png", new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a }),
        new("image/jpeg", ".jpg", new byte[] { 0xff, 0xd8, 0xff }),
        new("application/zip", ".zip", Zip),
        new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", Zip),
        new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", Zip),
        new("text/plain", ".txt", ReadOnlyMemory<byte>.Empty),
        new("text/csv", ".csv", ReadOnlyMemory<byte>.Empty),
        new("application/json", ".json", ReadOnlyMemory<byte>.Empty),
    ];

    /// <summary>The type that a <c>Content-Type</c> header names, whatever its parameters; null when it is not allowed.</summary>
    public static EvidenceMediaType? Find(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            ? All.FirstOrDefault(type => parsed.MediaType.Equals(type.Name, StringComparison.OrdinalIgnoreCase))
            : null;

    /// <summary>
    /// Whether the first bytes of a file fit the type: a signature that the type demands must stand there, and no text may
    /// begin with another type's signature.
    /// </summary>
    public bool Fits(ReadOnlySpan<byte> head)
    {
        if (!Signature.IsEmpty) return head.StartsWith(Signature.Span);
        foreach (var other in All)
        {
            if (!other.Signature.IsEmpty && head.StartsWith(other.Signature.Span)) return false;
        }

        return true;
    }
}
