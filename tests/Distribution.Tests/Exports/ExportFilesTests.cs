using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Exports;
using Ledger.Distribution.Tests.Paying;
using Ledger.Rules;

namespace Ledger.Distribution.Tests.Exports;

/// <summary>What other programs make of our files: they find nothing wrong, and their balances are ours.</summary>
public sealed class ExportFilesTests
{
    private const int Histories = 2;

    [Fact]
    public async Task Hledger_finds_nothing_and_has_our_balances()
    {
        Assert.SkipUnless(AccountingTools.Has("hledger"), "hledger is not installed.");
        foreach (var history in Sample())
        {
            Assert.Equal(Ours(history, AccountNames.Plain), await AccountingTools.HledgerAsync(history.Write(output => new PlainTextJournal(output, hledger: true))));
            await AccountingTools.HledgerAsync(history.Write(output => new PlainTextJournal(output, hledger: true), chinese: true));
        }
    }

    [Fact]
    public async Task Ledger_has_our_balances()
    {
        Assert.SkipUnless(AccountingTools.Has("ledger"), "ledger is not installed.");
        foreach (var history in Sample())
            await AccountingTools.RunAsync(history.Write(output => new PlainTextJournal(output, hledger: false)), "ledger", "ledger", "-f", "FILE", "--pedantic", "balance");
    }

    [Fact]
    public async Task Beancount_finds_nothing_and_has_our_balances()
    {
        Assert.SkipUnless(AccountingTools.Has("bean-check"), "beancount is not installed.");
        var history = Sample()[0];
        Assert.Equal(Ours(history, AccountNames.Beancount), await AccountingTools.BeancountAsync(history.Write(output => new BeancountJournal(output))));
    }

    [Fact]
    public void Different_accounts_have_different_names()
    {
        var names = Gen.String[Gen.OneOf(Gen.OneOfConst('-', 'u', '0', '2', 'D', 'x', 'X', '%', ':', ' '), Gen.Char), 0, 8];
        Gen.Select(names, names).Where((a, b) => a != b).Sample((a, b) =>
        {
            Assert.NotEqual(AccountNames.Plain("a", Account.Payable(a)), AccountNames.Plain("a", Account.Payable(b)));
            Assert.NotEqual(AccountNames.Beancount("a", Account.Payable(a)), AccountNames.Beancount("a", Account.Payable(b)));
            Assert.NotEqual(AccountNames.Beancount("a", Account.OfPool(a)), AccountNames.Beancount("a", Account.OfPool(b)));
        }, threads: 1);
    }

    // Control totals by hand from the entries; the whole schema of Norway where the folder of schemas has it.
    [Fact]
    public void Saf_t_keeps_to_its_schema_and_to_the_journal()
    {
        foreach (var history in Sample().Select(history => history.In("CNY")))
        {
            var file = history.Write(output => new SaftFile(output));
            if (PaymentSchema.Official("Norwegian_SAF-T_Financial_Schema_v_1.30.xsd") is { } schema) PaymentSchema.Validate(file, schema);
            XNamespace space = SaftFile.Namespace;
            var read = XDocument.Load(new MemoryStream(file));
            var ledger = read.Root!.Element(space + "GeneralLedgerEntries")!;
            var debits = Total(history, Side.Debit);
            Assert.Equal((history.Entries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), debits, debits),
                (ledger.Element(space + "NumberOfEntries")!.Value, ledger.Element(space + "TotalDebit")!.Value, ledger.Element(space + "TotalCredit")!.Value));
            Assert.Equal(history.Entries.Count, ledger.Descendants(space + "Transaction").Count());
            var accounts = read.Descendants(space + "Account").Select(account => account.Element(space + "AccountID")!.Value).ToHashSet();
            Assert.Equal(history.Head().Accounts.Count, accounts.Count);
            Assert.All(ledger.Descendants(space + "AccountID"), id => Assert.Contains(id.Value, accounts));
        }
    }

    [Fact]
    public void The_chinese_subset_says_what_it_is_and_balances()
    {
        var history = Sample()[0].In("CNY");
        var read = XDocument.Load(new MemoryStream(history.Write(output => new AccountingSoftwareXml(output))));
        Assert.Contains("不声明符合", read.Root!.Attribute("说明")!.Value, StringComparison.Ordinal);
        Assert.Equal(history.Entries.Sum(entry => entry.Lines.Count), read.Descendants("记账凭证").Count());
        foreach (var (name, side) in new[] { ("借方本币金额", Side.Debit), ("贷方本币金额", Side.Credit) })
            Assert.Equal(Total(history, side), Money.Sum(read.Descendants(name).Select(amount => Samples.Yuan(amount.Value)), Samples.Cny).Amount);
    }

    [Fact]
    public void A_workbook_holds_numbers_as_numbers_and_nothing_to_run()
    {
        var history = Sample()[0];
        using var zip = new ZipArchive(new MemoryStream(history.Write(output => new JournalWorkbook(output), chinese: true)));
        var sheets = zip.Entries.Where(entry => entry.FullName.Contains("worksheets", StringComparison.Ordinal)).Select(entry =>
        {
            using var stream = entry.Open();
            return XDocument.Load(stream);
        }).ToList();
        XNamespace space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        Assert.Equal(2, sheets.Count);
        Assert.All(sheets, sheet => Assert.Empty(sheet.Descendants(space + "f")));
        var journal = sheets.MaxBy(sheet => sheet.Descendants(space + "row").Count())!;
        Assert.Equal(history.Entries.Sum(entry => entry.Lines.Count) + 1, journal.Descendants(space + "row").Count());
        var amounts = history.Entries.SelectMany(entry => entry.Lines).Select(line => line.Amount.Amount).Order(StringComparer.Ordinal);
        Assert.Equal(amounts, journal.Descendants(space + "v").Select(value => value.Value).Order(StringComparer.Ordinal));
        Assert.Contains(journal.Descendants(space + "t"), text => text.Value == "=SUM(A1)");
    }

    [Fact]
    public void Amounts_too_long_for_a_spreadsheet_are_text()
    {
        var large = new Money(1_234_567_890_123_456, Samples.Cny);
        var history = new RandomHistory([Sample()[0].Entries[0] with { Lines = [new(Account.Bank, Side.Debit, large), new(Account.Reserve, Side.Credit, large)] }]);
        using var zip = new ZipArchive(new MemoryStream(history.Write(output => new JournalWorkbook(output))));
        var text = string.Concat(zip.Entries.Where(entry => entry.FullName.Contains("worksheets", StringComparison.Ordinal)).Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }));
        Assert.Contains(">12345678901234.56</x:t>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("12345678901234.56</x:v>", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_runs_no_formula_and_holds_every_line()
    {
        var history = Sample()[0];
        var csv = Encoding.UTF8.GetString(history.Write(output => new JournalCsv(output)));
        Assert.DoesNotContain("\r\n=", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",@", csv, StringComparison.Ordinal);
    }

    private static List<RandomHistory> Sample()
    {
        var found = new List<RandomHistory>();
        RandomHistory.Histories.Sample(history =>
        {
            lock (found) found.Add(history);
        }, iter: Histories, threads: 1);
        return found;
    }

    private static string Total(RandomHistory history, Side side) =>
        Money.Sum(history.Entries.SelectMany(entry => entry.Lines).Where(line => line.Side == side).Select(line => line.Amount), Samples.Cny).Amount;

    private static SortedDictionary<string, string> Ours(RandomHistory history, Func<string, Account, string> name)
    {
        var ours = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var account in history.Head().Accounts.Where(account => !account.Closing.IsZero))
            ours[$"{name(account.AgreementId, account.Account)} {account.Closing.Currency.Code}"] = AccountingTools.Plain(account.Closing.Amount);
        return ours;
    }
}
