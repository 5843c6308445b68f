using System.Globalization;
using System.Text;
using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Exports;

/// <summary>The journal as beancount (version 2) reads it: every account is opened before it is used. Source: Beancount language syntax.</summary>
internal sealed class BeancountJournal(Stream output) : JournalFile
{
    private readonly StreamWriter _text = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
    private ExportHead? _head;

    public override void Begin(ExportHead head)
    {
        _head = head;
        _text.WriteLine($"option \"title\" {Quoted(head.Consortium)}");
        foreach (var currency in head.Currencies) _text.WriteLine($"option \"operating_currency\" \"{currency.Code}\"");
        foreach (var account in head.Accounts.GroupBy(account => (account.AgreementId, account.Account)))
        {
            var first = account.Min(each => each.FirstOn);
            _text.WriteLine();
            _text.WriteLine($"{Day(first < head.From ? first : head.From)} open {AccountNames.Beancount(account.Key.AgreementId, account.Key.Account)}");
            _text.WriteLine($"  code: {Quoted(account.Key.Account.Code)}");
        }
    }

    public override void Add(ExportedEntry entry)
    {
        _text.WriteLine();
        _text.WriteLine($"{Day(entry.On)} * {Quoted(_head!.Say(entry.Narrative))}");
        _text.WriteLine($"  id: {Quoted(entry.Id.ToString())}");
        _text.WriteLine($"  kind: {Quoted(entry.Kind)}");
        _text.WriteLine($"  reference: {Quoted(entry.Reference)}");
        _text.WriteLine($"  recorded: {Quoted(Timestamps.Text(entry.At))}");
        foreach (var line in entry.Lines)
            _text.WriteLine($"  {AccountNames.Beancount(entry.AgreementId, line.Account)}  {(line.Side == Side.Debit ? line.Amount : -line.Amount)}");
    }

    public override void End() => _text.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _text.Dispose();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        $"\"{AccountNames.OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
