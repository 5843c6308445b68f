using System.Globalization;
using System.Text;
using System.Xml;
using Ledger.Distribution.Domain;

namespace Ledger.Distribution.Paying;

/// <summary>
/// ISO 20022 customer credit transfer initiation, <c>pain.001.001.09</c>: one payment information of one debtor account, one transaction a
/// payment. Only members that every bank takes are written. Source: ISO 20022 message definition CustomerCreditTransferInitiationV09.
/// </summary>
internal static class CreditTransferXml
{
    public const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private const string NotProvided = "NOTPROVIDED";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n", CheckCharacters = true,
    };

    /// <summary>The file, UTF-8.</summary>
    public static byte[] Write(PaymentFile file)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("CstmrCdtTrfInitn");
            Header(xml, file);
            xml.WriteStartElement("PmtInf");
            Instruction(xml, file);
            foreach (var line in file.Batch.Lines) Transfer(xml, file, line);
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }

    private static void Header(XmlWriter xml, PaymentFile file)
    {
        xml.WriteStartElement("GrpHdr");
        xml.WriteElementString("MsgId", file.MessageId);
        xml.WriteElementString("CreDtTm", file.ApprovedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.WriteElementString("NbOfTxs", Count(file));
        xml.WriteElementString("CtrlSum", file.Batch.Total.Amount);
        Party(xml, "InitgPty", file.Payer.Holder);
        xml.WriteEndElement();
    }

    private static void Instruction(XmlWriter xml, PaymentFile file)
    {
        xml.WriteElementString("PmtInfId", file.MessageId);
        xml.WriteElementString("PmtMtd", "TRF");
        xml.WriteElementString("BtchBookg", "false");
        xml.WriteElementString("NbOfTxs", Count(file));
        xml.WriteElementString("CtrlSum", file.Batch.Total.Amount);
        xml.WriteStartElement("ReqdExctnDt");
        xml.WriteElementString("Dt", file.Batch.ExecuteOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        Party(xml, "Dbtr", file.Payer.Holder);
        Account(xml, "DbtrAcct", file.Payer, file.Currency.Code);
        Agent(xml, "DbtrAgt", file.Payer);
    }

    private static void Transfer(XmlWriter xml, PaymentFile file, PaymentLine line)
    {
        var creditor = file.Details[line.AccountId];
        xml.WriteStartElement("CdtTrfTxInf");
        xml.WriteStartElement("PmtId");
        xml.WriteElementString("InstrId", line.No.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("EndToEndId", Payment.EndToEndId(line.PaymentId));
        xml.WriteEndElement();
        xml.WriteStartElement("Amt");
        xml.WriteStartElement("InstdAmt");
        xml.WriteAttributeString("Ccy", line.Amount.Currency.Code);
        xml.WriteString(line.Amount.Amount);
        xml.WriteEndElement();
        xml.WriteEndElement();
        Agent(xml, "CdtrAgt", creditor);
        Party(xml, "Cdtr", creditor.Holder);
        Account(xml, "CdtrAcct", creditor, currency: null);
        xml.WriteStartElement("RmtInf");
        xml.WriteElementString("Ustrd", file.Remittance(line));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Party(XmlWriter xml, string element, string name)
    {
        xml.WriteStartElement(element);
        xml.WriteElementString("Nm", name);
        xml.WriteEndElement();
    }

    private static void Account(XmlWriter xml, string element, BankDetails details, string? currency)
    {
        xml.WriteStartElement(element);
        xml.WriteStartElement("Id");
        if (details.Scheme == BankScheme.Iban)
        {
            xml.WriteElementString("IBAN", details.Account);
        }
        else
        {
            xml.WriteStartElement("Othr");
            xml.WriteElementString("Id", details.Account);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        if (currency is not null) xml.WriteElementString("Ccy", currency);
        xml.WriteEndElement();
    }

    // Codes of ExternalClearingSystemIdentification1Code: CNAPS (China), USABA (Fedwire routing number).
    private static void Agent(XmlWriter xml, string element, BankDetails details)
    {
        xml.WriteStartElement(element);
        xml.WriteStartElement("FinInstnId");
        if (details.Scheme == BankScheme.Iban && details.Bank is { } bic)
        {
            xml.WriteElementString("BICFI", bic);
        }
        else if (details.Scheme != BankScheme.Iban)
        {
            xml.WriteStartElement("ClrSysMmbId");
            xml.WriteStartElement("ClrSysId");
            xml.WriteElementString("Cd", details.Scheme == BankScheme.Cnaps ? "CNAPS" : "USABA");
            xml.WriteEndElement();
            xml.WriteElementString("MmbId", details.Bank);
            xml.WriteEndElement();
        }

        if (details.BankName is { } name) xml.WriteElementString("Nm", name);
        if (details is { Scheme: BankScheme.Iban, Bank: null })
        {
            xml.WriteStartElement("Othr");
            xml.WriteElementString("Id", NotProvided);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Count(PaymentFile file) => file.Batch.Lines.Count.ToString(CultureInfo.InvariantCulture);
}
