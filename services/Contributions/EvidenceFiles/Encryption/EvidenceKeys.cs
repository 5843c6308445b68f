using System.Security.Cryptography;
using System.Text;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// The secrets of the evidence store. <c>names</c> hides under which hash a file lies and never changes; each <c>key</c> wraps
/// the data keys of files: the first one is in use, the others are old ones that can still be read.
/// </summary>
public sealed class EvidenceKeys
{
    private const int SecretBytes = 32;

    private readonly byte[] _names;
    private readonly IReadOnlyList<MasterKey> _keys;

    private EvidenceKeys(byte[] names, IReadOnlyList<MasterKey> keys)
    {
        _names = names;
        _keys = keys;
    }

    /// <summary>The key under which new files are stored.</summary>
    internal MasterKey Current => _keys[0];

    /// <summary>
    /// The secrets that the settings name: <c>Evidence:KeyFile</c>, a file, or <c>Evidence:Keys</c>, the text itself. The text
    /// is <c>names=BASE64</c> and at least one <c>key=BASE64</c> of 32 bytes each, apart by lines, blanks or semicolons.
    /// </summary>
    /// <exception cref="InvalidOperationException">They are absent or malformed; the message never shows a secret.</exception>
    public static EvidenceKeys Open(IConfiguration configuration)
    {
        if (configuration["Evidence:KeyFile"] is not { Length: > 0 } file)
        {
            return Parse(configuration["Evidence:Keys"] is { Length: > 0 } text
                ? text
                : throw new InvalidOperationException("Neither Evidence:KeyFile nor Evidence:Keys is set: evidence is stored encrypted or not at all."));
        }

        try
        {
            return Parse(File.ReadAllText(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The evidence keys {file} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads the text of the secrets.</summary>
    /// <exception cref="InvalidOperationException">It is malformed.</exception>
    public static EvidenceKeys Parse(string text)
    {
        byte[]? names = null;
        var keys = new List<MasterKey>();
        foreach (var entry in text.Split([';', '\n', '\r', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = entry.IndexOf('=', StringComparison.Ordinal);
            var secret = new byte[SecretBytes];
            if (cut < 0 || !Convert.TryFromBase64String(entry[(cut + 1)..], secret, out var length) || length != SecretBytes)
                throw Malformed($"each entry is names=… or key=… with the base64 of {SecretBytes} bytes");
            if (entry[..cut] == "names" && names is null) names = secret;
            else if (entry[..cut] == "key") keys.Add(new MasterKey(secret));
            else throw Malformed("an entry is called neither names nor key, or names stands twice");
        }

        if (names is null || keys.Count == 0) throw Malformed("names and at least one key are needed");
        if (keys.Count > ContributionLimits.EvidenceKeys) throw Malformed($"there are more than {ContributionLimits.EvidenceKeys} keys");
        if (keys.DistinctBy(key => key.Id).Count() < keys.Count) throw Malformed("a key stands twice");
        return new EvidenceKeys(names, keys);
    }

    /// <summary>The key of this id, or null when it was not given to this service.</summary>
    internal MasterKey? Find(ulong id) => _keys.FirstOrDefault(key => key.Id == id);

    /// <summary>
    /// The name of a file on disk: HMAC-SHA-256 of the consortium's folder and the content hash, lower-case hex. The hash of a guessable paper is
    /// as good as the paper; without the secret nobody can tell by the names which papers lie here, nor who else has the same.
    /// </summary>
    internal string NameOf(string folder, string sha256) => Digest($"file\n{folder}\n{sha256}");

    /// <summary>Tells a folder that was begun under other names.</summary>
    internal string NamesCheck() => Digest("check");

    private string Digest(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_names, Encoding.UTF8.GetBytes(text)));

    private static InvalidOperationException Malformed(string why) => new($"The evidence keys are malformed: {why}.");
}

/// <summary>One master key. It wraps data keys and does nothing else.</summary>
internal sealed class MasterKey
{
    private readonly byte[] _wrap;

    public MasterKey(byte[] secret)
    {
        _wrap = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "ledger evidence wrap v1"u8.ToArray());
        var id = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, sizeof(ulong), info: "ledger evidence key id v1"u8.ToArray());
        Id = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(id);
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>Derived from the key itself, so that no label can go wrong.</summary>
    public ulong Id { get; }

    public AesGcm Cipher() => new(_wrap, AesGcm.TagByteSizes.MaxSize);
}
