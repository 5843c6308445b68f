namespace Ledger.Agreements.Domain;

/// <summary>A version that shall rule from a day in the past, with every effect that this has: what the parties sign beside the text.</summary>
/// <param name="Reason">Why.</param>
/// <param name="PreviewHash">SHA-256 over document hash, reason and effects, canonical JSON.</param>
/// <param name="Effects">Everything that would have come out differently.</param>
public sealed record RetroactiveProposal(string Reason, string PreviewHash, RetroactiveEffects Effects);

/// <summary>
/// Everything that a version would have changed had it ruled from its first day. Computed from facts alone, not from the clock, so
/// that the same facts give the same hash tomorrow.
/// </summary>
/// <param name="Replaced">The version that it replaces.</param>
/// <param name="From">First day of the new version.</param>
/// <param name="Runs">Every settled run whose last day it would have ruled, changed or not.</param>
/// <param name="Losses">Every allocated loss that struck on its days, changed or not.</param>
/// <param name="Commitments">Instalments that differ.</param>
/// <param name="Caps">Caps on liability that differ.</param>
/// <param name="Retention">What stays with the sufferers of each loss; null when it stays as it is.</param>
/// <param name="ReserveLimit">What the reserve pays at most in a period; null when it stays as it is.</param>
public sealed record RetroactiveEffects(
    int Replaced, DateOnly From, IReadOnlyList<RunEffect> Runs, IReadOnlyList<LossEffect> Losses, IReadOnlyList<CommitmentEffect> Commitments,
    IReadOnlyList<CapEffect> Caps, AmountChange? Retention, AmountChange? ReserveLimit);
