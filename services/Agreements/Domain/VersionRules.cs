using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>On every day at most one version of an agreement rules, and what is settled stays under the version it was settled under.</summary>
internal static class VersionRules
{
    /// <summary>Null when the version can be put to the parties.</summary>
    public static Rejection? CheckProposal(AgreementDocument document, AgreementSurroundings around, DateOnly today)
    {
        if (document.Terms.Supersedes is not null && document.Effective.From < today) return new NotProspective(today) { Field = "document.effective.from" };
        return Check(document, around, today, retroactive: false, [.. around.Others.Where(other => other.Stage is AgreementStage.Active or AgreementStage.Proposed)]);
    }

    /// <summary>Null when the version can become active.</summary>
    public static Rejection? CheckActivation(AgreementDocument document, AgreementSurroundings around, DateOnly today) =>
        Check(document, around, today, retroactive: false, [.. around.Others.Where(other => other.Stage == AgreementStage.Active)]);

    /// <summary>Null when the version can rule from a day in the past; it may take over from the first day of the version it replaces.</summary>
    public static Rejection? CheckRetroactive(AgreementDocument document, AgreementSurroundings around, DateOnly today) =>
        document.Terms.Supersedes is null || document.Effective.From >= today
            ? new NotRetroactive(today) { Field = "document.effective.from" }
            : Check(document, around, today, retroactive: true, [.. around.Others.Where(other => other.Stage == AgreementStage.Active)]);

    private static Rejection? Check(
        AgreementDocument document, AgreementSurroundings around, DateOnly today, bool retroactive, IReadOnlyList<Agreement> rivals)
    {
        if (RegisterRules.CheckParties(document, around.Register, today) is { } unbound) return unbound;
        var active = around.Others.Where(other => other.Stage == AgreementStage.Active).ToList();
        if (document.Terms.Supersedes is { } number)
        {
            if (active.Find(other => other.AgreementVersion == number) is not { } superseded)
                return new SupersededUnknown(number) { Field = "document.supersedes" };
            if (AgreementStanding.SuccessorOf(superseded, active) is { } successor)
                return new AlreadySuperseded(number, successor.AgreementVersion) { Field = "document.supersedes" };
            var from = superseded.Read().Effective.From;
            if (document.Effective.From < from || (!retroactive && document.Effective.From == from)) return new StartsBeforeSuperseded(number, from) { Field = "document.effective.from" };
        }

        if (!retroactive && active.Count > 0 && around.ClosedUntil is { } closed && document.Effective.From <= closed)
            return new AmendsClosedPeriod(closed) { Field = "document.effective.from" };

        foreach (var rival in rivals.Where(rival => rival.AgreementVersion != document.Terms.Supersedes))
        {
            var period = rival.Stage == AgreementStage.Active ? AgreementStanding.RulingPeriod(rival, active) : rival.Read().Effective;
            if (period is not null && Overlap(period, document.Effective))
                return new VersionsOverlap(rival.AgreementVersion, period) { Field = "document.effective" };
        }

        return null;
    }

    private static bool Overlap(Period one, Period other) => one.From <= other.To && other.From <= one.To;
}
