using System.Globalization;
using System.Text;
using Ledger.Distribution.Domain;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Distribution.Paying;

/// <summary>A payment file as CSV, for banks that take no ISO 20022: UTF-8 with its mark, a line a payment.</summary>
internal static class CreditTransferCsv
{
    public static byte[] Write(PaymentFile file, bool chinese)
    {
        var lines = new StringBuilder(chinese
            ? CsvText.Line("端到端标识", "执行日期", "付款户名", "付款账号", "付款行号", "收款户名", "收款账号", "收款行号", "收款行名称", "币种", "金额", "附言")
            : CsvText.Line("end_to_end_id", "execute_on", "debtor", "debtor_account", "debtor_bank", "creditor", "creditor_account", "creditor_bank", "creditor_bank_name", "currency", "amount", "remittance"));
        foreach (var line in file.Batch.Lines)
        {
            var creditor = file.Details[line.AccountId];
            lines.Append(CsvText.Line(
                Payment.EndToEndId(line.PaymentId), file.Batch.ExecuteOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), file.Payer.Holder,
                file.Payer.Account, file.Payer.Bank, creditor.Holder, creditor.Account, creditor.Bank, creditor.BankName, line.Amount.Currency.Code,
                line.Amount.Amount, file.Remittance(line)));
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(lines.ToString())];
    }
}
