using System.Security.Cryptography;
using System.Text;

namespace Ledger.ServiceDefaults.Store;

/// <summary>
/// Deterministic ids (RFC 9562 UUID version 5): the same tenant, kind and reference always name the same stream, so that a
/// repeated registration meets the first one instead of making a second.
/// </summary>
public static class StreamId
{
    private static readonly Guid Space = Guid.Parse("6c656467-6572-5000-8000-000000000001");

    /// <summary>Stream of a thing that the consortium names by a reference of its own.</summary>
    public static Guid For(string tenant, string kind, string reference) => Name(Space, $"{tenant}:{kind}:{reference}");

    /// <summary>Id derived from another id: a message from its event, an appraisal from its contribution.</summary>
    public static Guid Derived(Guid from, string kind) => Name(from, kind);

    private static Guid Name(Guid space, string name)
    {
        var input = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        space.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(16));
#pragma warning disable CA5350 // RFC 9562 defines version 5 with SHA-1; nothing here rests on collision resistance.
        var hash = SHA1.HashData(input);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
