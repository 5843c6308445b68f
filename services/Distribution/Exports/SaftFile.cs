using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Exports;

/// <summary>
/// One book in one currency as SAF-T Financial, by Norway's public schema 1.30 (OECD's standard audit file for tax): accounts with their
/// balances, totals and every entry. Invoices, assets and tax tables, which the journal has not, are left out.
/// Source: Skatteetaten, Norwegian SAF-T Financial data, schema version 1.30.
/// </summary>
internal sealed class SaftFile(Stream output) : XmlFile(output)
{
    public const string Namespace = "urn:StandardAuditFile-Taxation-Financial:NO";

    /// <summary>More places than two has no amount there.</summary>
    public const int MinorDigits = 2;

    private const int Short = 18;
    private const int Middle = 35;
    private const int Identifier = 70;
    private const int Long = 256;

    public override void Begin(ExportHead head)
    {
        Head = head;
        var currency = head.Currencies.Count == 0 ? Currency.Of("CNY") : head.Currencies[0];
        Xml.WriteStartElement("AuditFile", Namespace);
        Xml.WriteStartElement("Header");
        Element("AuditFileVersion", "1.30");
        // The schema asks for a country of two letters; the journal knows a currency only.
        Element("AuditFileCountry", currency.Code is "EUR" ? "EU" : currency.Code[..2]);
        Element("AuditFileDateCreated", Day(DateOnly.FromDateTime(head.KnownAt.UtcDateTime)));
        Element("SoftwareCompanyName", "Ledger");
        Element("SoftwareID", "Ledger Distribution");
        Element("SoftwareVersion", "1");
        Xml.WriteStartElement("Company");
        Element("RegistrationNumber", head.Consortium, Middle);
        Element("Name", head.Consortium, Long);
        Xml.WriteStartElement("Contact");
        Xml.WriteStartElement("ContactPerson");
        Element("FirstName", "NotUsed");
        Element("LastName", "Finance office");
        Xml.WriteEndElement();
        Xml.WriteEndElement();
        Xml.WriteEndElement();
        Element("DefaultCurrencyCode", currency.Code);
        Xml.WriteStartElement("SelectionCriteria");
        Element("SelectionStartDate", Day(head.From));
        Element("SelectionEndDate", Day(head.To));
        Xml.WriteEndElement();
        Element("TaxAccountingBasis", "A");
        Xml.WriteEndElement();
        Accounts(head);
        var zero = Money.Zero(currency);
        Xml.WriteStartElement("GeneralLedgerEntries");
        Element("NumberOfEntries", head.Entries.ToString(CultureInfo.InvariantCulture));
        Element("TotalDebit", head.Accounts.Aggregate(zero, (sum, account) => sum + account.Debit).Amount);
        Element("TotalCredit", head.Accounts.Aggregate(zero, (sum, account) => sum + account.Credit).Amount);
        Xml.WriteStartElement("Journal");
        Element("JournalID", "journal");
        Element("Description", "Every entry of the book");
        Element("Type", "GL");
    }

    public override void Add(ExportedEntry entry)
    {
        Xml.WriteStartElement("Transaction");
        Element("TransactionID", entry.Id.ToString());
        Element("Period", entry.On.Month.ToString(CultureInfo.InvariantCulture));
        Element("PeriodYear", entry.On.Year.ToString(CultureInfo.InvariantCulture));
        Element("TransactionDate", Day(entry.On));
        Element("VoucherType", entry.Kind, Identifier);
        Element("VoucherDescription", entry.Reference, Identifier);
        Element("Description", Head!.Say(entry.Narrative), Long);
        Element("SystemEntryDate", Day(DateOnly.FromDateTime(entry.At.UtcDateTime)));
        Element("GLPostingDate", Day(entry.On));
        for (var i = 0; i < entry.Lines.Count; i++)
        {
            var line = entry.Lines[i];
            Xml.WriteStartElement("Line");
            Element("RecordID", (i + 1).ToString(CultureInfo.InvariantCulture), Short);
            Element("AccountID", Id(entry.AgreementId, line.Account));
            Element("Description", Head.Say(entry.Narrative), Long);
            Xml.WriteStartElement(line.Side == Side.Debit ? "DebitAmount" : "CreditAmount");
            Element("Amount", line.Amount.Amount);
            Xml.WriteEndElement();
            Xml.WriteEndElement();
        }

        Xml.WriteEndElement();
    }

    public override void End()
    {
        Xml.WriteEndElement();
        Xml.WriteEndElement();
        Xml.WriteEndElement();
        Xml.Flush();
    }

    private void Accounts(ExportHead head)
    {
        if (head.Accounts.Count == 0) return;
        Xml.WriteStartElement("MasterFiles");
        Xml.WriteStartElement("GeneralLedgerAccounts");
        foreach (var account in head.Accounts)
        {
            Xml.WriteStartElement("Account");
            Element("AccountID", Id(account.AgreementId, account.Account));
            Element("AccountDescription", $"{account.Account.Code} ({account.AgreementId})", Long);
            Element("GroupingCategory", AccountNames.ClassOf(account.Account).ToString());
            Element("GroupingCode", $"{KebabCase.Name(account.Account.Holder)}-{account.Account.Name}", Middle);
            Element("AccountType", "GL");
            Balance("Opening", account.Opening);
            Balance("Closing", account.Closing);
            Xml.WriteEndElement();
        }

        Xml.WriteEndElement();
        Xml.WriteEndElement();
    }

    private void Balance(string when, Money balance) =>
        Element(balance.Sign < 0 ? $"{when}CreditBalance" : $"{when}DebitBalance", (balance.Sign < 0 ? -balance : balance).Amount);

    // Names may be longer than an id there may be: then a digest tells them apart.
    private static string Id(string agreement, Account account)
    {
        var name = AccountNames.Plain(agreement, account);
        return name.Length <= Identifier
            ? name
            : $"{Cut(name, Identifier - 17)}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16]}";
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
