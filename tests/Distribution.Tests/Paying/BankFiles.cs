using System.Text;

namespace Ledger.Distribution.Tests.Paying;

/// <summary>Files as banks write them, with our end-to-end ids. Shapes: ISO 20022 pain.002.001.10, camt.053.001.08, camt.054.001.08.</summary>
internal static class BankFiles
{
    public static byte[] StatusReport(params (string Id, string Status, string? Reason)[] transactions) => Utf8($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
          <GrpHdr><MsgId>{Guid.NewGuid():N}</MsgId><CreDtTm>2026-01-21T08:00:00Z</CreDtTm></GrpHdr>
          <OrgnlGrpInfAndSts><OrgnlMsgId>x</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
          <OrgnlPmtInfAndSts><OrgnlPmtInfId>x</OrgnlPmtInfId>{string.Concat(transactions.Select(Transaction))}</OrgnlPmtInfAndSts>
        </CstmrPmtStsRpt></Document>
        """);

    public static byte[] Refused(string message, string reason) => Utf8($"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
          <GrpHdr><MsgId>refused-{message[..8]}</MsgId></GrpHdr>
          <OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>
        </CstmrPmtStsRpt></Document>
        """);

    public static byte[] Statement(params (string Id, string Side, string Amount, bool Returned)[] entries) =>
        Utf8(Account("camt.053.001.08", "BkToCstmrStmt", "Stmt", entries));

    public static byte[] Notification(params (string Id, string Side, string Amount, bool Returned)[] entries) =>
        Utf8(Account("camt.054.001.08", "BkToCstmrDbtCdtNtfctn", "Ntfctn", entries));

    private static string Transaction((string Id, string Status, string? Reason) said)
    {
        var reason = said.Reason is null ? "" : $"<StsRsnInf><Rsn><Cd>{said.Reason}</Cd></Rsn><AddtlInf>ClosedAccount</AddtlInf></StsRsnInf>";
        return $"<TxInfAndSts><OrgnlEndToEndId>{said.Id}</OrgnlEndToEndId><TxSts>{said.Status}</TxSts>{reason}</TxInfAndSts>";
    }

    private static string Account(string name, string report, string part, (string Id, string Side, string Amount, bool Returned)[] entries) => $"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:{name}"><{report}><GrpHdr><MsgId>{Guid.NewGuid():N}</MsgId></GrpHdr><{part}><Id>1</Id>
        {string.Concat(entries.Select(Entry))}</{part}></{report}></Document>
        """;

    private static string Entry((string Id, string Side, string Amount, bool Returned) said)
    {
        var back = said.Returned ? "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" : "";
        return $"""
            <Ntry><Amt Ccy="CNY">{said.Amount}</Amt><CdtDbtInd>{said.Side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-22</Dt></BookgDt>
            <AcctSvcrRef>B{said.Side}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>{said.Id}</EndToEndId></Refs><Amt Ccy="CNY">{said.Amount}000</Amt>
            <CdtDbtInd>{said.Side}</CdtDbtInd>{back}</TxDtls></NtryDtls></Ntry>
            """;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
