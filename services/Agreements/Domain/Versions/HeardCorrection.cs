using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A run as a correction left it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="AgreementVersion">Version whose terms were applied; null when it was not told.</param>
/// <param name="DocumentHash">Its signed document; null when it was not told.</param>
/// <param name="Accepted">Accepted values as used; null when they were not told.</param>
/// <param name="ReserveFunded">What it puts into the reserve.</param>
/// <param name="Shares">Benefit share per party.</param>
public sealed record CorrectedRun(
    Guid RunId, int? AgreementVersion, string? DocumentHash, IReadOnlyList<DatedContribution>? Accepted, Money ReserveFunded, IReadOnlyList<SettledShare> Shares);

/// <summary>Distribution booked a correction of what was settled.</summary>
/// <param name="AgreementId">Agreement.</param>
/// <param name="No">Its number; of two that correct a run the higher one holds.</param>
/// <param name="Runs">Corrected runs.</param>
/// <param name="Source">The correction.</param>
public sealed record SettlementCorrectionHeard(string AgreementId, int No, IReadOnlyList<CorrectedRun> Runs, Citation Source);

/// <summary>A correction that was heard of.</summary>
public sealed record HeardCorrection
{
    public Guid Id { get; init; }

    public string AgreementId { get; init; } = "";

    public SettlementCorrectionHeard? Heard { get; init; }

    public static HeardCorrection None(Guid id) => new() { Id = id };

    /// <summary>A settled period as the last correction of its run left it: what is to be changed retroactively is what stands in the books.</summary>
    internal static ClosedPeriod Applied(ClosedPeriod period, IReadOnlyList<HeardCorrection> corrections)
    {
        var last = corrections.Select(correction => correction.Heard!).OrderByDescending(heard => heard.No)
            .Select(heard => heard.Runs.FirstOrDefault(run => run.RunId == period.Id)).FirstOrDefault(run => run is not null);
        if (last is null || period.Run is not { } run) return period;
        // What it was computed from was too much to tell: nobody can compute it again.
        if (last is not { AgreementVersion: { } version, DocumentHash: { } hash, Accepted: { } accepted }) return period with { Run = null };
        return period with
        {
            Run = run with { AgreementVersion = version, DocumentHash = hash, Accepted = accepted, ReserveFunded = last.ReserveFunded, Shares = last.Shares },
        };
    }
}

/// <summary>Each correction is kept once.</summary>
public static class HeardCorrectionDecider
{
    public static Decision Decide(HeardCorrection state, SettlementCorrectionHeard fact) => state.Heard is null ? Decision.Accept(fact) : Decision.Nothing;

    public static HeardCorrection Evolve(HeardCorrection state, object fact) => fact switch
    {
        SettlementCorrectionHeard f => state with { AgreementId = f.AgreementId, Heard = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a heard correction."),
    };
}
