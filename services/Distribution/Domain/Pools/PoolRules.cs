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
        ?? Ordered(command.Declaration, command.Others);

    private static Rejection? Stated(PoolDeclaration said, DateOnly today)
    {
        if (TextRules.Broken("title", said.Title) is { } title) return title;
        if (said.Kind is { } kind && !InputReader.IsIdentifier(kind)) return Problems.NotAnIdentifier("kind", kind);
        if (said.Amount.Sign <= 0) return Problems.AmountNotPositive("amount.amount", said.Amount.Amount);
        if (said.Period.From > said.Period.To) return Problems.DatesNotOrdered("period.to", said.Period.From, said.Period.To);
        if (said.Period.To >= today) return new PeriodNotEnded(said.Period.To) { Field = "period.to" };
        if (said.Evidence.Count > DistributionLimits.PoolEvidence) return Problems.TooMany("evidence", DistributionLimits.PoolEvidence);
        for (var i = 0; i < said.Evidence.Count; i++)
        {
            var (reference, hash) = said.Evidence[i];
            if (!InputReader.IsIdentifier(reference)) return Problems.NotAnIdentifier($"evidence[{i}].reference", reference);
            if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) return new EvidenceHashMalformed { Field = $"evidence[{i}].sha256" };
        }

        return null;
    }

    private static Rejection? Agreed(DeclarePool command)
    {
        var said = command.Declaration;
        if (command.AtFrom is null) return new PoolAgreementNotActive(said.AgreementId, said.Period.From) { Field = "period.from" };
        if (command.AtTo?.Document is not { } agreement) return new PoolAgreementNotActive(said.AgreementId, said.Period.To) { Field = "period.to" };
        return said.Amount.Currency == agreement.Currency
            ? null
            : new WrongCurrency(said.Amount.Currency, agreement.Currency) { Field = "amount.currency" };
    }

    // Reserve and losses pass from one pool to the next, so the order of the periods is the order of declaring.
    private static Rejection? Ordered(PoolDeclaration said, IReadOnlyList<PoolDeclared> others)
    {
        if (others.Select(other => other.Declaration).FirstOrDefault(other => Overlap(other.Period, said.Period)) is { } same)
            return new PoolAlreadyDeclared(same.Reference, same.Period) { Field = "period" };
        return others.Select(other => other.Declaration).MaxBy(other => other.Period.To) is { } latest && latest.Period.To > said.Period.To
            ? new PoolOutOfOrder(latest.Reference, latest.Period) { Field = "period" }
            : null;
    }

    private static bool Overlap(Period a, Period b) => a.From <= b.To && b.From <= a.To;
}
