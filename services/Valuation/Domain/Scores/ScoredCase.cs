using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>What scores read of an accepted, unreversed appraisal.</summary>
/// <param name="Id">Stream of the appraisal.</param>
/// <param name="Reference">The contributor's own id.</param>
/// <param name="AgreementId">Under which it was valued.</param>
/// <param name="AgreementVersion">Version whose policy applied.</param>
/// <param name="Party">Who brought it in.</param>
/// <param name="Kind">Kind of contribution, kebab-case.</param>
/// <param name="EffectiveOn">Valuation date.</param>
/// <param name="Claimed">Claim; null where the contributor keeps it secret.</param>
/// <param name="Estimate">Value by the method, before the claim caps it: what the valuer really judged.</param>
/// <param name="Accepted">Value that was first accepted.</param>
/// <param name="Capped">Whether the agreement caps at the claim.</param>
/// <param name="Valuer">Who proposed it.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="Evidence">Streams of the registered evidence used.</param>
/// <param name="Region">Place of the thing where the valuer stated it, otherwise the region profile that the agreement names; null where neither.</param>
public sealed record ScoredCase(
    Guid Id, string Reference, string AgreementId, int AgreementVersion, string Party, string Kind, DateOnly EffectiveOn, Money? Claimed, Money Estimate, Money Accepted,
    bool Capped, Actor Valuer, DateTimeOffset AcceptedAt, IReadOnlyList<Guid> Evidence, string? Region = null)
{
    /// <summary>Claim over the method's value, to 8 places; null where the value is 0 or the claim secret.</summary>
    public Rational? ClaimRatio => Claimed is not null && Estimate.Sign > 0 ? (Claimed.Value / Estimate.Value).Round(8, Rounding.HalfUp) : null;
}

/// <summary>A later sale of an accepted case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Sale">What was recorded.</param>
public sealed record ScoredSale(ScoredCase Case, LaterSaleRecorded Sale)
{
    /// <summary>Price brought to the valuation date.</summary>
    public Rational Adjusted => Sale.Price.Value * Sale.TimeFactor;
}
