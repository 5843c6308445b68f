using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Paying;

/// <summary>
/// Reads status reports (pain.002) and account reports (camt.053, camt.054) of any version: members are found by their names, which have
/// stayed the same. Entities, document types and external references are refused; nothing is fetched.
/// Sources: ISO 20022 message definitions CustomerPaymentStatusReport, BankToCustomerStatement, BankToCustomerDebitCreditNotification.
/// </summary>
internal static class BankXmlReader
{
    private const string Prefix = "urn:iso:std:iso:20022:tech:xsd:";
    private const int EndToEndLength = 35;
    private const int ReasonLength = 140;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 0, MaxCharactersInDocument = DistributionLimits.BankFileBytes,
        IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true,
    };

    /// <exception cref="BankFileException">bank-results.malformed, .dtd, .too-deep, .unknown-format, .member-malformed, .too-many.</exception>
    public static BankFile Read(byte[] file)
    {
        var root = Load(file).Root!;
        var space = root.Name.NamespaceName;
        var name = space.StartsWith(Prefix, StringComparison.Ordinal) && space.Length >= Prefix.Length + 8 ? space.Substring(Prefix.Length, 8) : "";
        var found = name switch
        {
            "pain.002" => StatusReport(Member(root, "CstmrPmtStsRpt")),
            "camt.053" => AccountReport(name, Member(root, "BkToCstmrStmt"), "Stmt"),
            "camt.054" => AccountReport(name, Member(root, "BkToCstmrDbtCdtNtfctn"), "Ntfctn"),
            _ => throw new BankFileException(BankFileProblems.UnknownFormat()),
        };
        return found.Entries.Count > DistributionLimits.BankEntries ? throw new BankFileException(BankFileProblems.TooMany()) : found;
    }

    private static XDocument Load(byte[] file)
    {
        try
        {
            // Once to measure: a document is only built when it is known to be flat enough.
            using (var look = XmlReader.Create(new MemoryStream(file), Settings))
            {
                while (look.Read())
                {
                    if (look.Depth > DistributionLimits.BankFileDepth) throw new BankFileException(BankFileProblems.TooDeep());
                }
            }

            using var reader = XmlReader.Create(new MemoryStream(file), Settings);
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException broken)
        {
            var dtd = broken.Message.Contains("DTD", StringComparison.Ordinal);
            throw new BankFileException(dtd ? BankFileProblems.Dtd() : BankFileProblems.Malformed(broken.LineNumber));
        }
    }

    private static BankFile StatusReport(XElement report)
    {
        var entries = new List<BankEntry>();
        var wholes = new List<BankWhole>();
        foreach (var group in Children(report, "OrgnlGrpInfAndSts"))
        {
            if (Find(group, "GrpSts") is { } status && Find(group, "OrgnlMsgId") is { } message)
                wholes.Add(new BankWhole(message.Value.Trim(), Status(status.Value.Trim()), Reason(group)));
        }

        foreach (var payments in Children(report, "OrgnlPmtInfAndSts"))
        {
            if (Find(payments, "PmtInfSts") is { } status && Find(payments, "OrgnlPmtInfId") is { } information)
                wholes.Add(new BankWhole(information.Value.Trim(), Status(status.Value.Trim()), Reason(payments)));
            foreach (var transaction in Children(payments, "TxInfAndSts")) entries.Add(Transaction(transaction));
        }

        // What stands at the payments themselves is more exact than what is said of all: the whole speaks only where no payment does.
        return new BankFile("pain.002", Text(Find(report, "GrpHdr", "MsgId"), EndToEndLength), entries, entries.Count > 0 ? [] : Distinct(wholes), 0);
    }

    // A refused file is often told twice, at the group and at its only payment information.
    private static IReadOnlyList<BankWhole> Distinct(IEnumerable<BankWhole> wholes) =>
        [.. wholes.Where(whole => whole.Status != BankStatus.Pending).DistinctBy(whole => whole.MessageId)];

    private static BankEntry Transaction(XElement transaction)
    {
        var id = Find(transaction, "OrgnlEndToEndId") ?? throw Bad("OrgnlEndToEndId", transaction);
        var status = Find(transaction, "TxSts") ?? throw Bad("TxSts", transaction);
        var amount = Find(transaction, "OrgnlTxRef", "Amt", "InstdAmt");
        var on = Find(transaction, "FctvIntrBkSttlmDt", "Dt") ?? Find(transaction, "AccptncDtTm");
        return new BankEntry(
            Text(id, EndToEndLength)!, Status(status.Value.Trim()), amount is null ? null : Amount(amount), on is null ? null : Day(on),
            Text(Find(transaction, "AcctSvcrRef"), EndToEndLength), Reason(transaction));
    }

    private static BankFile AccountReport(string format, XElement report, string part)
    {
        var entries = new List<BankEntry>();
        var ignored = 0;
        foreach (var entry in Children(report, part).SelectMany(statement => Children(statement, "Ntry")))
        {
            var details = Children(entry, "NtryDtls").SelectMany(detail => Children(detail, "TxDtls")).ToList();
            if (details.Count == 0) ignored++;
            foreach (var detail in details)
            {
                if (Posted(entry, detail) is { } posted) entries.Add(posted);
                else ignored++;
            }
        }

        return new BankFile(format, Text(Find(report, "GrpHdr", "MsgId"), EndToEndLength), entries, [], ignored);
    }

    // Money out under an end-to-end id is a payment; money in is one that came back, if it says so.
    private static BankEntry? Posted(XElement entry, XElement detail)
    {
        var id = Text(Find(detail, "Refs", "EndToEndId"), EndToEndLength);
        if (id is null or "NOTPROVIDED") return null;
        var side = (Find(detail, "CdtDbtInd") ?? Find(entry, "CdtDbtInd") ?? throw Bad("CdtDbtInd", entry)).Value.Trim();
        var back = Find(detail, "RtrInf") is not null || Find(entry, "RvslInd")?.Value.Trim() is "true" or "1";
        if (side == "CRDT" && !back) return null;
        var booked = (Find(entry, "Sts", "Cd") ?? Find(entry, "Sts"))?.Value.Trim() is null or "BOOK";
        var status = !booked ? BankStatus.Pending : side == "CRDT" ? BankStatus.Returned : BankStatus.Paid;
        var amount = Find(detail, "Amt") ?? Find(detail, "AmtDtls", "TxAmt", "Amt") ?? Find(entry, "Amt") ?? throw Bad("Amt", entry);
        var on = Find(entry, "BookgDt", "Dt") ?? Find(entry, "BookgDt", "DtTm");
        return new BankEntry(
            id, status, Amount(amount), on is null ? null : Day(on),
            Text(Find(detail, "Refs", "AcctSvcrRef") ?? Find(entry, "AcctSvcrRef"), EndToEndLength), Code(Find(detail, "RtrInf"), "Rsn"));
    }

    /// <summary>ExternalPaymentTransactionStatus1Code: settled and rejected are ends, everything else is on the way.</summary>
    internal static BankStatus Status(string code) => code switch
    {
        "ACSC" or "ACCC" => BankStatus.Paid,
        "RJCT" or "CANC" => BankStatus.Failed,
        _ => BankStatus.Pending,
    };

    private static string? Reason(XElement of) => Code(Find(of, "StsRsnInf"), "Rsn");

    private static string? Code(XElement? information, string reason)
    {
        if (information is null) return null;
        var code = Find(information, reason, "Cd") ?? Find(information, reason, "Prtry");
        var more = Find(information, "AddtlInf");
        var text = string.Join(' ', new[] { code?.Value.Trim(), more?.Value.Trim() }.Where(part => !string.IsNullOrEmpty(part)));
        return text.Length == 0 ? null : Shorten(text, ReasonLength);
    }

    private static Money Amount(XElement element)
    {
        if (!Currency.TryOf(element.Attribute("Ccy")?.Value, out var currency)) throw Bad("Ccy", element);
        var text = element.Value.Trim();
        // Five places are allowed in the message, also for currencies that have two.
        if (text.Contains('.', StringComparison.Ordinal)) text = text.TrimEnd('0').TrimEnd('.');
        return Money.TryParse(text, currency, out var amount) && amount.Sign >= 0 ? amount : throw Bad(element.Name.LocalName, element);
    }

    private static DateOnly Day(XElement element)
    {
        var text = element.Value.Trim();
        return text.Length >= 10 && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Bad(element.Name.LocalName, element);
    }

    private static XElement Member(XElement of, string name) =>
        Find(of, name) ?? throw new BankFileException(BankFileProblems.UnknownFormat());

    private static IEnumerable<XElement> Children(XElement of, string name) => of.Elements(of.Name.Namespace + name);

    private static XElement? Find(XElement of, params ReadOnlySpan<string> path)
    {
        XElement? found = of;
        foreach (var name in path) found = found?.Element(of.Name.Namespace + name);
        return found;
    }

    private static string? Text(XElement? element, int length) =>
        element?.Value.Trim() is { Length: > 0 } text ? Shorten(text, length) : null;

    private static string Shorten(string text, int length)
    {
        var plain = new string([.. text.Where(c => !char.IsControl(c))]);
        return plain.Length <= length ? plain : plain[..length];
    }

    private static BankFileException Bad(string member, XElement at) =>
        new(BankFileProblems.Member(member, ((IXmlLineInfo)at).LineNumber));
}
