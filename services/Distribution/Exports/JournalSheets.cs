using System.Globalization;
using System.Text;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Exports;

/// <summary>Column names of journal tables.</summary>
internal static class JournalColumns
{
    public static IEnumerable<string> Of(bool chinese) => chinese
        ? ["日期", "记录时间", "协议", "账簿", "业务类型", "编号", "摘要", "科目", "成员", "借方", "贷方", "币种", "分录标识"]
        : ["on", "recorded_at", "agreement", "book", "kind", "reference", "narrative", "account", "party", "debit", "credit", "currency", "entry"];

    public static IEnumerable<string> Balances(bool chinese) => chinese
        ? ["协议", "科目", "币种", "期初余额", "借方发生额", "贷方发生额", "期末余额"]
        : ["agreement", "account", "currency", "opening", "debit", "credit", "closing"];

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The journal as CSV (UTF-8 with its mark, no formulas), a row a line.</summary>
internal sealed class JournalCsv(Stream output) : JournalFile
{
    private readonly StreamWriter _text = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
    private ExportHead? _head;

    public override void Begin(ExportHead head)
    {
        _head = head;
        _text.Write(CsvText.Line(JournalColumns.Of(head.Chinese)));
    }

    public override void Add(ExportedEntry entry)
    {
        foreach (var line in entry.Lines)
        {
            _text.Write(CsvText.Line(
                JournalColumns.Day(entry.On), Timestamps.Text(entry.At), entry.AgreementId, KebabCase.Name(entry.Book), entry.Kind, entry.Reference,
                _head!.Say(entry.Narrative), line.Account.Code, line.Account.Party, line.Side == Side.Debit ? line.Amount.Amount : null,
                line.Side == Side.Credit ? line.Amount.Amount : null, line.Amount.Currency.Code, entry.Id.ToString()));
        }
    }

    public override void End() => _text.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _text.Dispose();
    }
}

/// <summary>The journal as XLSX: balances on the first sheet, every line on the second.</summary>
internal sealed class JournalWorkbook(Stream output) : JournalFile
{
    private readonly SpreadsheetFile _file = new(output);
    private ExportHead? _head;

    public override void Begin(ExportHead head)
    {
        _head = head;
        _file.Sheet(head.Chinese ? "科目余额" : "Balances", JournalColumns.Balances(head.Chinese));
        foreach (var account in head.Accounts)
        {
            _file.Row(
                account.AgreementId, account.Account.Code, account.Opening.Currency.Code, account.Opening, account.Debit, account.Credit, account.Closing);
        }

        _file.Sheet(head.Chinese ? "分录" : "Journal", JournalColumns.Of(head.Chinese));
    }

    public override void Add(ExportedEntry entry)
    {
        foreach (var line in entry.Lines)
        {
            _file.Row(
                JournalColumns.Day(entry.On), Timestamps.Text(entry.At), entry.AgreementId, KebabCase.Name(entry.Book), entry.Kind, entry.Reference,
                _head!.Say(entry.Narrative), line.Account.Code, line.Account.Party, line.Side == Side.Debit ? line.Amount : null,
                line.Side == Side.Credit ? line.Amount : null, line.Amount.Currency.Code, entry.Id.ToString());
        }
    }

    public override void End()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
    }
}
