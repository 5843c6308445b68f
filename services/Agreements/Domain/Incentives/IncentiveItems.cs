using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Investments of an open year. An item that the rule would refuse in a claim is refused when it is entered.</summary>
internal static class IncentiveItems
{
    public static Decision Enter(IncentiveFile state, EnterIncentiveItem command)
    {
        if (IncentiveYears.Standing(state, command.Year, out var refused) is not { } year) return refused!;
        if (year.Items.FirstOrDefault(other => other.Item.Reference == command.Entry.Reference) is { } there)
            return there.Item == command.Entry ? Decision.Nothing : new IncentiveReferenceTaken(command.Entry.Reference) { Field = "reference" };
        if (year.Items.Count >= AgreementLimits.IncentiveItems) return new IncentiveFull(AgreementLimits.IncentiveItems);
        if (state.Years.Sum(other => other.Items.Count) >= AgreementLimits.IncentiveFileItems) return new IncentiveFull(AgreementLimits.IncentiveFileItems);
        return Check(state, year, year.Items.Count, command.Entry, command.At)
            ?? Decision.Accept(new IncentiveItemEntered(command.Year, command.Entry, command.By, command.At));
    }

    public static Decision Correct(IncentiveFile state, CorrectIncentiveItem command)
    {
        if (IncentiveYears.Standing(state, command.Year, out var refused) is not { } year) return refused!;
        if (Find(year, command.Entry.Reference) is not { } index) return new IncentiveEntryUnknown(command.Entry.Reference);
        if (year.Items[index].Item == command.Entry) return Decision.Nothing;
        if (Reasons.Check(command.Reason) is { } blank) return blank;
        return Check(state, year, index, command.Entry, command.At)
            ?? Decision.Accept(new IncentiveItemCorrected(command.Year, command.Entry, command.Reason, command.By, command.At));
    }

    public static Decision Strike(IncentiveFile state, StrikeIncentiveItem command)
    {
        if (IncentiveYears.Standing(state, command.Year, out var refused) is not { } year) return refused!;
        if (Find(year, command.Reference) is null) return new IncentiveEntryUnknown(command.Reference);
        return Reasons.Check(command.Reason) is { } blank
            ? blank
            : Decision.Accept(new IncentiveItemStruck(command.Year, command.Reference, command.Reason, command.By, command.At));
    }

    public static Decision Decide(IncentiveFile state, DecideIncentiveItem command)
    {
        if (IncentiveYears.Standing(state, command.Year, out var refused) is not { } year) return refused!;
        if (Find(year, command.Reference) is not { } index) return new IncentiveEntryUnknown(command.Reference);
        if (command.Treatment == CreditTreatment.AskTaxOffice) return new IncentiveDecisionOpen { Field = "treatment" };
        if (year.TreatmentOf(year.Items[index] with { Decision = null }) != CreditTreatment.AskTaxOffice)
            return new IncentiveNothingToDecide(command.Reference);
        if (Reasons.Check(command.Reason) is { } blank) return blank;
        if (string.IsNullOrWhiteSpace(command.Note) || command.Note.Length > AgreementLimits.Reason) return new IncentiveNoteMissing { Field = "note" };
        return year.Items[index].Decision is { } decided && (decided.Treatment, decided.Reason, decided.Note) == (command.Treatment, command.Reason, command.Note)
            ? Decision.Nothing
            : Decision.Accept(new IncentiveItemDecided(
                command.Year, command.Reference, command.Treatment, command.Reason, command.Note, command.By, command.At));
    }

    private static int? Find(IncentiveYear year, string reference)
    {
        for (var i = 0; i < year.Items.Count; i++)
            if (year.Items[i].Item.Reference == reference) return i;
        return null;
    }

    private static Decision? Check(IncentiveFile state, IncentiveYear year, int index, IncentiveItem item, DateTimeOffset at)
    {
        if (!InputReader.IsIdentifier(item.Reference)) return new IncentiveIdMalformed { Field = "reference" };
        if (!InputReader.IsIdentifier(item.AgreementId)) return new IncentiveIdMalformed { Field = "agreementId" };
        if (item.Amount.Currency != state.Currency) return new IncentiveCurrency(state.Currency!) { Field = "amount.currency" };
        if (item.PaidByMember.Currency != state.Currency) return new IncentiveCurrency(state.Currency!) { Field = "paidByMember.currency" };
        if (item.Amount.Sign <= 0) return new IncentiveAmountNotPositive(item.Amount) { Field = "amount.amount" };
        if (year.Parameters.Terms is { GroupAllowed: false } && item.PaidBy != state.Enterprise) return new IncentiveGroupNotAllowed(item.PaidBy) { Field = "paidBy" };
        if (!year.Parameters.Kinds.TryGetValue(item.Kind, out var policy)) return new IncentiveKindUnknown(item.Kind) { Field = "kind" };
        if (IncentiveYear.Stricter(item.Category, policy) is var treatment && treatment != item.Category)
        {
            return treatment == CreditTreatment.AskTaxOffice
                ? new IncentiveCategoryAsk(item.Kind) { Field = "category" }
                : new IncentiveCategoryNotEligible(item.Kind) { Field = "category" };
        }

        // A day has begun somewhere before it begins in UTC.
        var last = DateOnly.FromDateTime(at.UtcDateTime).AddDays(1);
        foreach (var (day, field) in new[] { (item.InvoicedOn, "invoicedOn"), (item.PaidOn, "paidOn"), (item.AcceptedOn, "acceptedOn") })
            if (day > last) return new IncentiveInFuture(day.Value) { Field = field };
        foreach (var (name, sha256) in item.Evidence.Papers())
            if (sha256 is not null && !Sha256.Is(sha256)) return new IncentiveHashMalformed { Field = $"evidence.{name}" };
        return Fault(state, year, index, item);
    }

    // The rule judges the whole year; of what it says, only what it says of this item matters here.
    private static Decision? Fault(IncentiveFile state, IncentiveYear year, int index, IncentiveItem item)
    {
        var items = year.Items.ToList();
        if (index == items.Count) items.Add(new EnteredItem(item));
        else items[index] = new EnteredItem(item);
        var here = JsonPath.Item("items", index) + ".";
        var changed = year with { Items = items };
        return IncentiveClaim.Faults(state with { Years = [.. state.Years.Select(other => other.Year == year.Year ? changed : other)] }, changed)
            .Where(fault => fault.Field?.StartsWith(here, StringComparison.Ordinal) ?? false)
            .Select(fault => fault with { Field = fault.Field![here.Length..] switch { "member" => "paidBy", var field => field } })
            .FirstOrDefault() is { } refused ? Decision.Reject(refused) : null;
    }
}
