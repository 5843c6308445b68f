using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Share transfers and withdrawals, entered in an open year; one found late may be older than the year, never younger.</summary>
internal static class IncentiveReductions
{
    public static Decision Enter(IncentiveFile state, EnterIncentiveReduction command)
    {
        var entry = command.Reduction;
        if (IncentiveYears.Standing(state, command.Year, out var refused) is not { } year) return refused!;
        if (year.Reductions.FirstOrDefault(other => other.Reference == entry.Reference) is { } there)
            return there == entry ? Decision.Nothing : new IncentiveReferenceTaken(entry.Reference) { Field = "reference" };
        if (year.Reductions.Count >= AgreementLimits.IncentiveReductions) return new IncentiveFull(AgreementLimits.IncentiveReductions);
        if (year.Parameters.Terms is { Clawback: false }) return new IncentiveNoClawback();
        if (!InputReader.IsIdentifier(entry.Reference)) return new IncentiveIdMalformed { Field = "reference" };
        if (entry.Amount.Currency != state.Currency) return new IncentiveCurrency(state.Currency!) { Field = "amount.currency" };
        if (entry.Amount.Sign <= 0) return new IncentiveAmountNotPositive(entry.Amount) { Field = "amount.amount" };
        if (entry.On > year.Days().To) return new IncentiveOutsideYear(entry.On, command.Year) { Field = "on" };
        if (entry.On > DateOnly.FromDateTime(command.At.UtcDateTime).AddDays(1)) return new IncentiveInFuture(entry.On) { Field = "on" };
        if (!Sha256.Is(entry.Sha256)) return new IncentiveHashMalformed { Field = "sha256" };
        return Decision.Accept(new IncentiveReductionEntered(command.Year, entry, command.By, command.At));
    }

    public static Decision Strike(IncentiveFile state, StrikeIncentiveReduction command)
    {
        if (IncentiveYears.Standing(state, command.Year, out var refused) is not { } year) return refused!;
        if (year.Reductions.All(other => other.Reference != command.Reference)) return new IncentiveEntryUnknown(command.Reference);
        return Reasons.Check(command.Reason) is { } blank
            ? blank
            : Decision.Accept(new IncentiveReductionStruck(command.Year, command.Reference, command.Reason, command.By, command.At));
    }
}
