using CsCheck;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Exports;
using Ledger.Rules;

namespace Ledger.Distribution.Tests.Exports;

/// <summary>Random balanced histories over accounts whose names try to break out of every file format.</summary>
internal sealed record RandomHistory(IReadOnlyList<ExportedEntry> Entries)
{
    private static readonly DateOnly Start = new(2025, 1, 1);
    private static readonly DateTimeOffset Midnight = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Names =
    [
        "E1", "e1", "太湖职业技术学院", "Müller & Söhne", "a:b", "a;b", "a  b", "\"quoted\"", "back\\slash", "-u002D", "-", "- u", "(virtual)", "[bracket]",
        "tab\there", "line\nbreak", "=SUM(A1)", "@x", "%41", "x|y", "2025-01-01 * x", "<xml/>", "emoji😀", "-u", "Ａ", "",
    ];

    private static readonly Gen<Account> Accounts = Gen.Select(Gen.OneOfConst(Names), Gen.Int[0, 7]).Select((name, kind) => kind switch
    {
        0 => Account.Bank,
        1 => Account.OfPool(name),
        2 => Account.Reserve,
        3 => Account.Receivable(name),
        4 => PaymentAccounts.InTransit(name),
        _ => Account.Payable(name),
    });

    private static readonly Gen<ExportedEntry> Entry =
        from lines in Gen.Select(Accounts, Gen.Long[0, 9_999_999_999]).Array[1, 5]
        from balancing in Accounts
        from day in Gen.Int[0, 700]
        from currency in Gen.OneOfConst("CNY", "CNY", "CNY", "USD", "JPY", "KWD")
        from side in Gen.OneOfConst(Side.Debit, Side.Credit)
        from words in Gen.Select(Gen.OneOfConst(Names), Gen.OneOfConst(Names), Gen.OneOfConst(Names))
        let unit = Currency.Of(currency)
        let total = lines.Aggregate(0L, (sum, line) => sum + line.Item2)
        select new ExportedEntry(
            Guid.Empty, words.Item1.Length == 0 ? "agreement" : words.Item1, Book.Cash, "manual", Start.AddDays(day), Midnight.AddDays(day), words.Item2,
            new Text($"{words.Item3} \"n\" ; x", $"摘要；{words.Item3}"),
            [
                .. lines.Select(line => new JournalLine(line.Item1, side, new Money(line.Item2, unit))),
                new JournalLine(balancing, side == Side.Debit ? Side.Credit : Side.Debit, new Money(total, unit)),
            ]);

    public static Gen<RandomHistory> Histories { get; } = Entry.Array[100, 250].Select(entries => new RandomHistory(
        [.. entries.Select((entry, i) => entry with { Id = ServiceDefaults.Store.StreamId.Derived(Guid.Empty, $"{i}") })]));

    /// <summary>What the service would put at the head.</summary>
    public ExportHead Head(bool chinese = false)
    {
        var accounts = Entries.SelectMany(entry => entry.Lines.Select(line => (entry, line)))
            .GroupBy(pair => (pair.entry.AgreementId, pair.line.Account, pair.line.Amount.Currency))
            .OrderBy(group => group.Key.AgreementId, StringComparer.Ordinal).ThenBy(group => group.Key.Account.Code, StringComparer.Ordinal)
            .Select(group => new ExportedAccount(
                group.Key.AgreementId, group.Key.Account, group.Min(pair => pair.entry.On), Money.Zero(group.Key.Currency),
                Sum(group.Select(pair => pair.line), Side.Debit, group.Key.Currency), Sum(group.Select(pair => pair.line), Side.Credit, group.Key.Currency)))
            .ToList();
        return new ExportHead("Taihu; \"x\"\n", Entries.Min(entry => entry.On), Entries.Max(entry => entry.On), Midnight.AddDays(800), accounts, Entries.Count, chinese);
    }

    /// <summary>The part in one currency, for files that hold one.</summary>
    public RandomHistory In(string currency) => new([.. Entries.Where(entry => entry.Lines[0].Amount.Currency.Code == currency)]);

    /// <summary>The file.</summary>
    public byte[] Write(Func<Stream, JournalFile> writer, bool chinese = false)
    {
        using var output = new MemoryStream();
        using (var file = writer(output))
        {
            file.Begin(Head(chinese));
            foreach (var entry in Entries) file.Add(entry);
            file.End();
        }

        return output.ToArray();
    }

    private static Money Sum(IEnumerable<JournalLine> lines, Side side, Currency currency) =>
        Money.Sum(lines.Where(line => line.Side == side).Select(line => line.Amount), currency);
}
