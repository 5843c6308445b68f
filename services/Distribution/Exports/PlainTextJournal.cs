using System.Globalization;
using System.Text;
using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Distribution.Exports;

/// <summary>
/// The journal as hledger and ledger read it. Accounts and commodities are declared, so that strict checks find a slip; hledger also learns
/// the type of each account. Sources: hledger manual (journal format), ledger manual.
/// </summary>
internal sealed class PlainTextJournal(Stream output, bool hledger) : JournalFile
{
    private readonly StreamWriter _text = new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
    private ExportHead? _head;

    public override void Begin(ExportHead head)
    {
        _head = head;
        _text.WriteLine($"; Journal of {AccountNames.OneLine(head.Consortium)}, {Day(head.From)} to {Day(head.To)}, as known at {Timestamps.Text(head.KnownAt)}");
        _text.WriteLine("; Two books: cash is money, in-kind are accepted values; no entry is in both.");
        foreach (var currency in head.Currencies)
        {
            _text.WriteLine();
            _text.WriteLine($"commodity {currency.Code}");
            // Without places hledger asks for the point that ledger refuses.
            var point = currency.MinorDigits > 0 || hledger ? "." : "";
            _text.WriteLine($"  format 1000{point}{new string('0', currency.MinorDigits)} {currency.Code}");
        }

        _text.WriteLine();
        foreach (var account in head.Accounts.DistinctBy(account => (account.AgreementId, account.Account)))
        {
            var name = AccountNames.Plain(account.AgreementId, account.Account);
            _text.WriteLine(hledger ? $"account {name}  ; type: {Type(account.Account)}" : $"account {name}");
        }
    }

    public override void Add(ExportedEntry entry)
    {
        _text.WriteLine();
        _text.WriteLine($"{Day(entry.On)} * ({AccountNames.Plain(entry.Reference)}) {AccountNames.OneLine(_head!.Say(entry.Narrative))}");
        if (hledger)
        {
            _text.WriteLine($"    ; id: {entry.Id}");
            _text.WriteLine($"    ; kind: {entry.Kind}");
            _text.WriteLine($"    ; recorded: {Timestamps.Text(entry.At)}");
        }
        else
        {
            // Tags would have to be declared for ledger's own strict check.
            _text.WriteLine($"    ; id={entry.Id} kind={entry.Kind}");
        }

        foreach (var line in entry.Lines)
            _text.WriteLine($"    {AccountNames.Plain(entry.AgreementId, line.Account)}  {(line.Side == Side.Debit ? line.Amount : -line.Amount)}");
    }

    public override void End() => _text.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _text.Dispose();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static char Type(Account account) => AccountNames.ClassOf(account) switch
    {
        AccountClass.Asset => 'A',
        AccountClass.Liability => 'L',
        AccountClass.Expense => 'X',
        _ => 'E',
    };
}
