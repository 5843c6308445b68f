namespace Ledger.Rules;

/// <summary>What the inputs of <see cref="TaxCredit"/> must fulfil.</summary>
internal static class TaxCreditChecks
{
    public static void Check(Checks checks, TaxCreditInput input)
    {
        checks.Within("rate", input.Rate, 0, 1);
        checks.NotNegative("carried", input.Carried);
        checks.NotNegative("due.education", input.Due.Education);
        checks.NotNegative("due.local", input.Due.Local);
        for (var i = 0; i < input.Members.Count; i++) CheckMember(checks, input, i);
        for (var i = 0; i < input.Items.Count; i++) CheckItem(checks, input, i);
        CheckReductions(checks, "shareTransfers", input.ShareTransfers);
        CheckReductions(checks, "withdrawals", input.Withdrawals);
    }

    private static void CheckMember(Checks checks, TaxCreditInput input, int index)
    {
        var (id, from, to, by) = input.Members[index];
        var here = JsonPath.Item("members", index);
        checks.That(!input.Members.Take(index).Any(earlier => earlier.Id == id), () => Problems.Duplicate($"{here}.id", id));
        if (from is { } first && to is { } last && last < first) checks.Add(Problems.DatesNotOrdered($"{here}.listedTo", first, last));
        if (by is not null && (by == id || input.Members.All(member => member.Id != by)))
        {
            checks.Add(new InputRejection("credit.member-not-in-group",
                new($"'{id}' is said to be controlled by '{by}', which is no other enterprise of this claim.", $"“{id}”标明受“{by}”控制，但后者不是本申报中的另一企业。"))
                { Field = $"{here}.controlledBy", Value = by });
        }
    }

    private static void CheckItem(Checks checks, TaxCreditInput input, int index)
    {
        var item = input.Items[index];
        var here = JsonPath.Item("items", index);
        checks.That(item.Amount.Sign > 0, () => Problems.AmountNotPositive($"{here}.amount", item.Amount.Amount));
        checks.NotNegative($"{here}.paidByMember", item.PaidByMember);
        checks.That(!input.Items.Take(index).Any(earlier => earlier.Id == item.Id), () => Problems.Duplicate($"{here}.id", item.Id));
        checks.That(!input.Items.Take(index).Any(earlier => earlier.Invoice == item.Invoice) && !input.UsedInvoices.Contains(item.Invoice),
            () => new InputRejection("credit.invoice-twice",
                new($"The invoice '{item.Invoice}' is claimed twice.", $"发票“{item.Invoice}”重复申报。")) { Field = $"{here}.invoice", Value = item.Invoice });
        checks.That(input.Period.Contains(item.InvoicedOn), () => new InputRejection("credit.outside-period",
            new($"The invoice of {item.InvoicedOn:yyyy-MM-dd} lies outside the period {input.Period}.", $"发票日期{item.InvoicedOn:yyyy-MM-dd}不在申报期{input.Period}内。"))
            { Field = $"{here}.invoicedOn", Value = $"{item.InvoicedOn:yyyy-MM-dd}" });
        CheckTreatment(checks, input, item, here);
        CheckInvestor(checks, input, item, here);
    }

    private static void CheckTreatment(Checks checks, TaxCreditInput input, CreditItem item, string here)
    {
        if (!input.Categories.TryGetValue(item.Category, out var treatment))
        {
            checks.Add(new InputRejection("credit.category-unknown",
                new($"The policy has no category '{item.Category}'.", $"政策参数中没有类别“{item.Category}”。")) { Field = $"{here}.category", Value = item.Category });
        }
        else if (treatment == CreditTreatment.AskTaxOffice)
        {
            checks.Add(new InputRejection("credit.category-ask",
                new($"Whether '{item.Category}' counts is undecided: ask the tax office first.", $"“{item.Category}”是否可抵免尚无定论：请先向税务机关确认。")) { Field = $"{here}.category", Value = item.Category });
        }
    }

    private static void CheckInvestor(Checks checks, TaxCreditInput input, CreditItem item, string here)
    {
        if (input.Members.FirstOrDefault(member => member.Id == item.Member) is not { } member)
        {
            checks.Add(new InputRejection("credit.member-not-in-group",
                new($"'{item.Member}' is no enterprise of this claim.", $"“{item.Member}”不是本申报中的企业。")) { Field = $"{here}.member", Value = item.Member });
            return;
        }

        // A wholly owned or controlled member may invest under the listing of the enterprise that controls it.
        var listed = member.ControlledBy is { } parent ? input.Members.FirstOrDefault(other => other.Id == parent) : member;
        var on = listed?.ListedFrom is { } from && from <= item.InvoicedOn && (listed.ListedTo is not { } to || item.InvoicedOn <= to);
        checks.That(on || listed is null, () => new InputRejection("credit.not-listed",
            new($"'{listed!.Id}' did not stand on the list on {item.InvoicedOn:yyyy-MM-dd}, the date of the invoice.",
                $"“{listed!.Id}”在发票日{item.InvoicedOn:yyyy-MM-dd}不在产教融合型企业建设培育名单内。")) { Field = $"{here}.invoicedOn", Value = $"{item.InvoicedOn:yyyy-MM-dd}" });
        checks.That(item.Basis != CreditBasis.Spending || item.PaidByMember >= item.Amount, () => new InputRejection("credit.member-without-payment",
            new($"'{item.Member}' paid {item.PaidByMember.Amount} of {item.Amount.Amount} itself: only actual investment counts.",
                $"“{item.Member}”自行支付{item.PaidByMember.Amount}，少于{item.Amount.Amount}：只计实际投资。")) { Field = $"{here}.paidByMember", Value = item.PaidByMember.Amount });
    }

    private static void CheckReductions(Checks checks, string list, IReadOnlyList<CreditReduction> reductions)
    {
        for (var i = 0; i < reductions.Count; i++)
        {
            var (id, amount) = reductions[i];
            var here = JsonPath.Item(list, i);
            checks.That(amount.Sign > 0, () => Problems.AmountNotPositive($"{here}.amount", amount.Amount));
            checks.That(!reductions.Take(i).Any(earlier => earlier.Id == id), () => Problems.Duplicate($"{here}.id", id));
        }
    }
}
