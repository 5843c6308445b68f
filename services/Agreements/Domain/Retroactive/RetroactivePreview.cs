using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>What is past, as this service knows it.</summary>
/// <param name="Surroundings">The other versions, the register.</param>
/// <param name="Closed">Settled periods of the agreement.</param>
/// <param name="Losses">Allocated losses of the agreement.</param>
/// <param name="Corrections">Corrections of what was settled; null for none.</param>
public sealed record Past(
    AgreementSurroundings Surroundings, IReadOnlyList<ClosedPeriod> Closed, IReadOnlyList<HeardLoss> Losses, IReadOnlyList<HeardCorrection>? Corrections = null);

/// <summary>Lists everything that a version would have changed had it ruled from its first day.</summary>
public static class RetroactivePreview
{
    /// <summary>The effects, or why they cannot all be listed: then the change cannot be made at all.</summary>
    public static RetroactiveEffects? Of(AgreementDocument document, Past past, DateOnly today, out Rejection? rejection)
    {
        rejection = (Rejection?)AgreementVectors.FirstFailure(document) ?? VersionRules.CheckRetroactive(document, past.Surroundings, today)
            ?? ProfileRules.CheckProposal(document, past.Surroundings.Profile);
        if (rejection is not null) return null;

        var versions = past.Surroundings.Others.Where(other => other.Stage == AgreementStage.Active).ToList();
        var replaced = versions.Find(other => other.AgreementVersion == document.Terms.Supersedes)!.Read();
        if (replaced.Currency != document.Currency) return Refused(new CurrencyChanged(replaced.Currency, document.Currency) { Field = "currency" }, out rejection);

        // Distribution settles a period under the version that rules its last day, Risks a loss under that of the day it struck.
        var closed = past.Closed.Select(period => HeardCorrection.Applied(period, past.Corrections ?? [])).Where(period => period.Period is { } days && document.Covers(days.To))
            .OrderBy(period => period.Period!.To).ThenBy(period => period.Id).ToList();
        var struck = past.Losses.Where(loss => loss.Heard is not null && document.Covers(loss.OccurredOn)).OrderBy(loss => loss.OccurredOn).ThenBy(loss => loss.Id).ToList();
        if (closed.Count + struck.Count > AgreementLimits.RetroactiveEffects) return Refused(new TooManyEffects(closed.Count + struck.Count), out rejection);

        var runs = new List<RunEffect>();
        foreach (var period in closed)
        {
            var before = versions.Find(version => version.AgreementVersion == period.Run?.AgreementVersion)?.Read();
            if (RunEffects.Of(period, before, document, out rejection) is not { } effect) return null;
            runs.Add(effect);
        }

        var losses = new List<LossEffect>();
        foreach (var loss in struck)
        {
            var before = versions.Find(version => version.AgreementVersion == loss.Heard!.AgreementVersion)?.Read() ?? replaced;
            if (LossEffects.Of(loss, Told(versions, loss.Heard!), before, document, past.Surroundings.Profile?.Merged, out rejection) is not { } effect) return null;
            losses.Add(effect);
        }

        var (was, would) = (replaced.Risk.Allocation, document.Risk.Allocation);
        return new RetroactiveEffects(
            replaced.Version, document.Effective.From, runs, losses, TermEffects.Commitments(replaced, document), TermEffects.Caps(was, would),
            Change(was.Retention, would.Retention), Change(was.ReserveLimit, would.ReserveLimit));
    }

    // What earlier changes told of the same allocation is booked by them: this one starts from there.
    private static IReadOnlyList<LossEffect> Told(List<Agreement> versions, LossHeard loss) =>
    [
        .. versions.Where(version => version.Retroactive is not null).SelectMany(version => version.Retroactive!.Effects.Losses)
            .Where(effect => effect.RiskEventId == loss.RiskEventId && effect.Source == loss.Source),
    ];

    private static AmountChange? Change(Money was, Money would) => was == would ? null : new AmountChange(was, would);

    private static RetroactiveEffects? Refused(Rejection why, out Rejection? rejection)
    {
        rejection = why;
        return null;
    }
}
