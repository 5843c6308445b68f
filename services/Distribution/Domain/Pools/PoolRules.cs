using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>What must hold before a pool is declared.</summary>
internal static class PoolRules
{
    // A day is over once it is over somewhere: the consortium's own calendar may be ahead of UTC by up to 14 hours.
    private static readonly TimeSpan EarliestZone = TimeSpan.FromHours(14);

    /// <summary>The first rule that is broken, or null.</summary>
    public static Rejection? Broken(DeclarePool command) =>
        Stated(command.Declaration, DateOnly.FromDateTime((command.At.UtcDateTime + EarliestZone).Date))
        ?? Agreed(command)
        ?? Ordered(command.Declaration.Period, command.Declaration.Coalition, command.Others);

    /// <summary>The first rule that opening a pool breaks, or null.</summary>
    public static Rejection? Broken(OpenPool command)
    {
        if (TextRules.Broken("title", command.Title) is { } title) return title;
        if (command.Period.From > command.Period.To) return Problems.DatesNotOrdered("period.to", command.Period.From, command.Period.To);
        if (command.AtFrom?.Document is not { } agreement) return new PoolAgreementNotActive(command.AgreementId, command.Period.From) { Field = "period.from" };
        return command.Coalition?.Broken(agreement) ?? Ordered(command.Period, command.Coalition, command.Others);
    }

    /// <summary>The first rule that a benefit breaks, or null.</summary>
    public static Rejection? Broken(Pool pool, RecordBenefit command)
    {
        if (!InputReader.IsIdentifier(command.Reference)) return Problems.NotAnIdentifier("reference", command.Reference);
        if (TextRules.Broken("title", command.Title) is { } title) return title;
        if (command.Amount.Sign <= 0) return Problems.AmountNotPositive("amount.amount", command.Amount.Amount);
        if (command.Evidence.Count == 0) return new BenefitEvidenceMissing { Field = "evidence" };
        if (Papers(command.Evidence) is { } papers) return papers;
        if (command.Agreement is not { } agreement) return new PoolAgreementNotActive(pool.AgreementId, command.On) { Field = "on" };
        if (command.Amount.Currency != agreement.Currency)
        {
            if (command.Rate is not { } rate) return new CurrencyWithoutRate(command.Amount.Currency, agreement.Currency) { Field = "amount.currency" };
            if (rate.Broken("rate") is { } malformed) return malformed;
        }
        else if (command.Rate is not null)
        {
            return new WrongCurrency(command.Amount.Currency, agreement.Currency) { Field = "rate" };
        }

        if (command.Kind == BenefitKind.InKind)
        {
            if (command.Party is not { } holder) return new BenefitHolderMissing { Field = "party" };
            if (agreement.Party(holder) is null) return Problems.UnknownParty("party", holder);
        }
        else if (command.Party is not null)
        {
            return new BenefitHolderUnwanted { Field = "party" };
        }

        return OnTime(pool, command);
    }

    /// <summary>Why a period cannot be shared yet, or null.</summary>
    public static Rejection? Over(DateOnly to, DateTimeOffset at) =>
        to >= DateOnly.FromDateTime((at.UtcDateTime + EarliestZone).Date) ? new PeriodNotEnded(to) { Field = "period.to" } : null;

    /// <summary>The first paper that is not named as it should be, or null.</summary>
    public static Rejection? Papers(IReadOnlyList<PoolEvidence> evidence)
    {
        if (evidence.Count > DistributionLimits.PoolEvidence) return Problems.TooMany("evidence", DistributionLimits.PoolEvidence);
        for (var i = 0; i < evidence.Count; i++)
        {
            var (reference, hash) = evidence[i];
            if (!InputReader.IsIdentifier(reference)) return Problems.NotAnIdentifier($"evidence[{i}].reference", reference);
            if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) return new EvidenceHashMalformed { Field = $"evidence[{i}].sha256" };
        }

        return null;
    }

    /// <summary>The closed pool of whose days a benefit is, or null when it is of this pool's.</summary>
    public static PoolPlace? LateFor(Pool pool, RecordBenefit command) => command.On >= pool.Period.From
        ? null
        : command.Others.Select(other => other.Place).FirstOrDefault(place => !place.Open && place.Coalition?.Project == pool.Coalition?.Project && place.Period.Contains(command.On));

    // What is late goes to the next pool; what still has a pool of its own goes there.
    private static Rejection? OnTime(Pool pool, RecordBenefit command)
    {
        if (command.On > DateOnly.FromDateTime((command.At.UtcDateTime + EarliestZone).Date)) return new BenefitNotYet(command.On) { Field = "on" };
        if (command.On > pool.Period.To) return new BenefitAfterPeriod(command.On, pool.Period) { Field = "on" };
        if (command.On >= pool.Period.From) return null;
        if (command.Others.Select(other => other.Place).FirstOrDefault(place => place.Open && place.Coalition?.Project == pool.Coalition?.Project && place.Period.Contains(command.On)) is { } open)
            return new BenefitOfOpenPool(command.On, open.Reference) { Field = "on" };
        return LateFor(pool, command) is null ? new BenefitWithoutPool(command.On) { Field = "on" } : null;
    }

    private static Rejection? Stated(PoolDeclaration said, DateOnly today)
    {
        if (TextRules.Broken("title", said.Title) is { } title) return title;
        if (said.Kind is { } kind)
        {
            if (!InputReader.IsIdentifier(kind)) return Problems.NotAnIdentifier("kind", kind);
            if (KebabCase.Find<BenefitKind>(kind) is not { } known) return Problems.UnknownValue("kind", kind, KebabCase.Names<BenefitKind>());
            if (known == BenefitKind.InKind) return new KindNotShared { Field = "kind" };
        }

        if (said.Amount.Sign <= 0) return Problems.AmountNotPositive("amount.amount", said.Amount.Amount);
        if (said.Period.From > said.Period.To) return Problems.DatesNotOrdered("period.to", said.Period.From, said.Period.To);
        if (said.Period.To >= today) return new PeriodNotEnded(said.Period.To) { Field = "period.to" };
        return Papers(said.Evidence);
    }

    private static Rejection? Agreed(DeclarePool command)
    {
        var said = command.Declaration;
        if (command.AtFrom is null) return new PoolAgreementNotActive(said.AgreementId, said.Period.From) { Field = "period.from" };
        if (command.AtTo?.Document is not { } agreement) return new PoolAgreementNotActive(said.AgreementId, said.Period.To) { Field = "period.to" };
        if (said.Amount.Currency != agreement.Currency) return new WrongCurrency(said.Amount.Currency, agreement.Currency) { Field = "amount.currency" };
        return said.Coalition?.Broken(agreement);
    }

    // Reserve and losses pass from one pool to the next, so the order of the periods is the order of declaring. Pools of different
    // projects may lie side by side: they are settled one after the other all the same.
    private static Rejection? Ordered(Period period, Coalition? coalition, IReadOnlyList<PoolPlace> others)
    {
        if (others.FirstOrDefault(other => other.Coalition?.Project == coalition?.Project && Overlap(other.Period, period)) is { } same)
            return new PoolAlreadyDeclared(same.Reference, same.Period) { Field = "period" };
        return others.MaxBy(other => other.Period.To) is { } latest && latest.Period.To > period.To
            ? new PoolOutOfOrder(latest.Reference, latest.Period) { Field = "period" }
            : null;
    }

    private static bool Overlap(Period a, Period b) => a.From <= b.To && b.From <= a.To;
}
