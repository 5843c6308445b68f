using Ledger.Transparency.Notes;

namespace Ledger.Audit.Checkpoints;

/// <summary>The key that signs the log and, while the log changes its key, the one that is to follow.</summary>
/// <param name="current">Signs every checkpoint.</param>
/// <param name="next">Signs beside it from the moment on when the log holds the entry that names it; null most of the time.</param>
public sealed class SigningKeys(LogKey current, LogKey? next = null) : IDisposable
{
    /// <summary>Signs every checkpoint.</summary>
    public LogKey Current { get; } = current;

    /// <summary>The current key's word for the next one; null when there is none.</summary>
    public KeyRotation? Rotation { get; } = next is null ? null : current.HandOver(next);

    /// <summary>Both, or the one there is.</summary>
    public IReadOnlyList<LogKey> All { get; } = next is null ? [current] : [current, next];

    /// <summary>Reads <c>Log:KeyFile</c> and <c>Log:NextKeyFile</c>.</summary>
    /// <returns>Null when there is no key.</returns>
    /// <exception cref="InvalidOperationException">A setting or a file cannot be used, or both name one key.</exception>
    public static SigningKeys? Open(IConfiguration configuration) => LogKey.Open(configuration) is { } current
        ? new SigningKeys(current, LogKey.Open(configuration, "NextKey"))
        : null;

    /// <summary>The checkpoint as a signed note.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="handedOver">Whether its tree holds the entry that names the next key; no earlier tree bears its line.</param>
    public SignedNote Sign(Checkpoint checkpoint, bool handedOver) =>
        SignedNote.Of(checkpoint.Text, [.. (handedOver ? All : [Current]).Select(key => key.Line(checkpoint))]);

    public void Dispose()
    {
        foreach (var key in All) key.Dispose();
    }
}
