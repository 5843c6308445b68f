using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>The keys that a person signs with (签名密钥), one at a time.</summary>
public sealed record SigningKeys
{
    public Guid Id { get; init; }

    /// <summary>Whose keys; empty while there is none.</summary>
    public string Person { get; init; } = "";

    /// <summary>All that were registered, in order.</summary>
    public IReadOnlyList<SigningKey> Keys { get; init; } = [];

    /// <summary>The key that counts, or null.</summary>
    [JsonIgnore]
    public SigningKey? Active => Keys.FirstOrDefault(key => key.Retired is null);

    public static SigningKeys None(Guid id) => new() { Id = id };
}

/// <summary>One key of a person.</summary>
/// <param name="Registered">Its registration.</param>
/// <param name="Retired">Set when it counts no more.</param>
public sealed record SigningKey(SigningKeyRegistered Registered, SigningKeyRetired? Retired = null);

/// <summary>Whose a key is.</summary>
public sealed record HeldKey
{
    public Guid Id { get; init; }

    public string KeyId { get; init; } = "";

    public string Person { get; init; } = "";

    public static HeldKey None(Guid id) => new() { Id = id };
}

/// <summary>Register a key of the caller's own.</summary>
/// <param name="Consortium">In which it is to count.</param>
/// <param name="PublicKey">DER in base64.</param>
/// <param name="Proof">The key's signature over <see cref="PersonalSignatures.KeyProof"/>.</param>
/// <param name="Holder">Who has this key already, or null.</param>
/// <param name="Held">Stream of that somebody has this key.</param>
/// <param name="By">The person.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RegisterSigningKey(string Consortium, string PublicKey, string Proof, string? Holder, Guid Held, Actor By, DateTimeOffset At);

/// <summary>Let a key count no more.</summary>
/// <param name="KeyId">Which key.</param>
/// <param name="Reason">Why.</param>
/// <param name="Administrator">Whether the caller is an administrator.</param>
/// <param name="By">Who.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RetireSigningKey(string KeyId, string Reason, bool Administrator, Actor By, DateTimeOffset At);
