using System.Globalization;
using System.Text;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Exports;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Features;

/// <summary>Statements as tables: accounts ahead, then every line of the period.</summary>
internal static class StatementFiles
{
    private static readonly string[] English = ["on", "recorded_at", "account", "kind", "what", "reference", "amount", "currency", "run", "entry", "line"];
    private static readonly string[] Chinese = ["日期", "记录时间", "科目", "业务类型", "项目", "编号", "金额", "币种", "分配方案", "分录标识", "行号"];

    /// <summary>CSV: a header, opening balances, every line, closing balances.</summary>
    public static async Task CsvAsync(Stream output, IReadOnlyList<StatementAccount> accounts, Period period, IAsyncEnumerable<StoredLine> lines, bool chinese)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync(CsvText.Line(chinese ? Chinese : English));
        foreach (var account in accounts) await text.WriteAsync(Balance(account, period.From, "opening", chinese ? "期初余额" : "Opening", account.Opening));
        await foreach (var line in lines)
        {
            await text.WriteAsync(CsvText.Line(
                Day(line.On), Timestamps.Text(line.RecordedAt), line.Account, line.Kind, Say(KindWords.Of(line.Kind), chinese), line.Reference, line.Amount.Amount,
                line.Amount.Currency.Code, line.RunId?.ToString(), line.Entry.ToString(), line.No.ToString(CultureInfo.InvariantCulture)));
        }

        foreach (var account in accounts) await text.WriteAsync(Balance(account, period.To, "closing", chinese ? "期末余额" : "Closing", account.Closing));
    }

    /// <summary>XLSX: balances with their movements on one sheet, every line on the other.</summary>
    public static async Task XlsxAsync(Stream output, IReadOnlyList<StatementAccount> accounts, IAsyncEnumerable<StoredLine> lines, bool chinese)
    {
        using var file = new SpreadsheetFile(output);
        file.Sheet(chinese ? "余额" : "Balances", chinese ? ["科目", "币种", "项目", "金额"] : ["account", "currency", "what", "amount"]);
        foreach (var account in accounts)
        {
            var currency = account.Closing.Currency.Code;
            file.Row(account.Account, currency, chinese ? "期初余额" : "Opening", account.Opening);
            foreach (var movement in account.Movements) file.Row(account.Account, currency, Say(movement.Name, chinese), movement.Amount);
            file.Row(account.Account, currency, chinese ? "期末余额" : "Closing", account.Closing);
        }

        file.Sheet(chinese ? "分录" : "Lines", chinese ? Chinese : English);
        await foreach (var line in lines)
        {
            file.Row(
                Day(line.On), Timestamps.Text(line.RecordedAt), line.Account, line.Kind, Say(KindWords.Of(line.Kind), chinese), line.Reference, line.Amount,
                line.Amount.Currency.Code, line.RunId?.ToString(), line.Entry.ToString(), line.No.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string Balance(StatementAccount account, DateOnly on, string kind, string what, Money amount) => CsvText.Line(
        Day(on), null, account.Account, kind, what, null, amount.Amount, amount.Currency.Code, null, null, null);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Say(Text text, bool chinese) => chinese ? text.Zh : text.En;
}
