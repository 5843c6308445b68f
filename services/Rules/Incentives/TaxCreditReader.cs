namespace Ledger.Rules;

/// <summary>Reads the inputs of <see cref="TaxCredit"/>.</summary>
internal static class TaxCreditReader
{
    public static TaxCreditInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var rate = inputs.Number("rate");
        var period = inputs.Period("period");
        var categories = ReadCategories(inputs);
        var members = ReadMembers(inputs);
        var items = inputs.Objects("items", mayBeEmpty: true).Select(entry => ReadItem(entry, currency)).OfType<CreditItem>().ToList();
        var used = inputs.OptionalIdentifiers("usedInvoices");
        var transfers = Reductions(inputs, "shareTransfers", currency);
        var withdrawals = Reductions(inputs, "withdrawals", currency);
        var carried = inputs.Amount("carried", currency);
        var due = Pair(inputs.Object("due"), currency);
        var split = Pair(inputs.OptionalObject("split"), currency);
        return currency is not null && rate is { } share && period is not null && carried is not null && due is not null
            ? new TaxCreditInput(currency, share, period, categories, members, items, used, transfers, withdrawals, carried, due, split)
            : null;
    }

    private static SortedDictionary<string, CreditTreatment> ReadCategories(InputReader inputs)
    {
        var categories = new SortedDictionary<string, CreditTreatment>(StringComparer.Ordinal);
        if (inputs.Object("categories") is not { } map) return categories;
        foreach (var name in map.Names.ToList())
        {
            if (map.OneOf<CreditTreatment>(name) is not { } treatment) continue;
            if (InputReader.IsIdentifier(name)) categories[name] = treatment;
            else map.Reject(Problems.NotAnIdentifier(map.Of(name), name));
        }

        return categories;
    }

    private static List<CreditMember> ReadMembers(InputReader inputs)
    {
        var members = new List<CreditMember>();
        foreach (var entry in inputs.Objects("members"))
        {
            var id = entry.Identifier("id");
            var from = entry.OptionalDate("listedFrom");
            var to = entry.OptionalDate("listedTo");
            var by = entry.OptionalIdentifier("controlledBy");
            entry.Close();
            if (id is not null) members.Add(new CreditMember(id, from, to, by));
        }

        return members;
    }

    private static CreditItem? ReadItem(InputReader entry, Currency? currency)
    {
        var id = entry.Identifier("id");
        var member = entry.Identifier("member");
        var category = entry.Identifier("category");
        var basis = entry.OneOf<CreditBasis>("basis");
        var invoice = entry.Identifier("invoice");
        var on = entry.Date("invoicedOn");
        var amount = entry.PositiveAmount("amount", currency);
        var paid = entry.Amount("paidByMember", currency);
        entry.Close();
        return id is not null && member is not null && category is not null && basis is { } kind && invoice is not null && on is { } day && amount is not null && paid is not null
            ? new CreditItem(id, member, category, kind, invoice, day, amount, paid)
            : null;
    }

    private static List<CreditReduction> Reductions(InputReader inputs, string name, Currency? currency)
    {
        var reductions = new List<CreditReduction>();
        foreach (var entry in inputs.OptionalObjects(name))
        {
            var id = entry.Identifier("id");
            var amount = entry.PositiveAmount("amount", currency);
            entry.Close();
            if (id is not null && amount is not null) reductions.Add(new CreditReduction(id, amount));
        }

        return reductions;
    }

    private static SurchargePair? Pair(InputReader? reader, Currency? currency)
    {
        if (reader is null) return null;
        var education = reader.Amount("education", currency);
        var local = reader.Amount("local", currency);
        reader.Close();
        return education is not null && local is not null ? new SurchargePair(education, local) : null;
    }
}
