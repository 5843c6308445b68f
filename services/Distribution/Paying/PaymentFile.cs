using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Paying;

/// <summary>An approved batch with the details of its accounts in clear: what a payment file is written from.</summary>
/// <param name="BatchId">Stream of the batch.</param>
/// <param name="Batch">What was prepared.</param>
/// <param name="ApprovedAt">The file's creation time, so that the same batch is always the same file.</param>
/// <param name="Details">Details of every account of the batch, by id.</param>
internal sealed record PaymentFile(
    Guid BatchId, PaymentBatchPrepared Batch, DateTimeOffset ApprovedAt, IReadOnlyDictionary<Guid, BankDetails> Details)
{
    private const int RemittanceLength = 140;

    public BankDetails Payer => Details[Batch.PayerAccountId];

    public Currency Currency => Batch.Total.Currency;

    /// <summary>Id of message and payment information: 32 hexadecimal digits.</summary>
    public string MessageId => BatchId.ToString("N");

    /// <summary>What the receiver reads.</summary>
    public string Remittance(PaymentLine line)
    {
        var text = $"{Batch.PoolReference} {Batch.Reference}/{line.No}";
        return text.Length <= RemittanceLength ? text : text[..RemittanceLength];
    }
}
