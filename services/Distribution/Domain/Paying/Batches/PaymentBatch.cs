using System.Diagnostics;
using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>How a payment ended.</summary>
[JsonConverter(typeof(KebabCaseEnum<PaymentOutcome>))]
public enum PaymentOutcome
{
    /// <summary>The bank paid.</summary>
    Paid,

    /// <summary>The bank refused, or the batch was withdrawn: payable again.</summary>
    Failed,

    /// <summary>Paid and sent back by the other bank: payable again.</summary>
    Returned,
}

/// <summary>Where a batch stands.</summary>
public enum BatchStage
{
    /// <summary>Nothing is written yet.</summary>
    None,

    /// <summary>Before the checker.</summary>
    Prepared,

    /// <summary>With the bank.</summary>
    Approved,

    /// <summary>Taken back.</summary>
    Withdrawn,
}

/// <summary>A batch of payments (付款批次).</summary>
public sealed record PaymentBatch
{
    public Guid Id { get; init; }

    public BatchStage Stage { get; init; }

    /// <summary>The run whose payables it pays.</summary>
    public Guid RunId { get; init; }

    public PaymentBatchPrepared? Prepared { get; init; }

    public PaymentBatchApproved? Approved { get; init; }

    public PaymentBatchWithdrawn? Withdrawn { get; init; }

    public static PaymentBatch None(Guid id) => new() { Id = id };
}

/// <summary>A payment on its way.</summary>
public sealed record Payment
{
    public Guid Id { get; init; }

    /// <summary>What was released; null for an id that is no payment.</summary>
    public PaymentReleased? Released { get; init; }

    public static Payment None(Guid id) => new() { Id = id };

    /// <summary>What the bank gives back: 32 lower-case hexadecimal digits.</summary>
    public static string EndToEndId(Guid payment) => payment.ToString("N");
}

/// <summary>An outcome of a payment.</summary>
public sealed record EndedPayment
{
    public Guid Id { get; init; }

    public PaymentEnded? Ended { get; init; }

    public static EndedPayment None(Guid id) => new() { Id = id };
}

/// <summary>That a payment file was fetched.</summary>
public sealed record FetchedPaymentFile
{
    public Guid Id { get; init; }

    /// <summary>The batch.</summary>
    public Guid BatchId { get; init; }

    public PaymentFileFetched? Fetched { get; init; }

    public static FetchedPaymentFile None(Guid id) => new() { Id = id };
}

/// <summary>Folds payments, their outcomes and fetched files; each is started by the decision of another stream.</summary>
public static class PaymentFolds
{
    public static Payment Evolve(Payment state, object fact) => fact switch
    {
        PaymentReleased f => state with { Released = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a payment."),
    };

    public static EndedPayment Evolve(EndedPayment state, object fact) => fact switch
    {
        PaymentEnded f => state with { Ended = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an outcome."),
    };

    public static FetchedPaymentFile Evolve(FetchedPaymentFile state, object fact) => fact switch
    {
        PaymentFileFetched f => state with { BatchId = f.BatchId, Fetched = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a fetched file."),
    };
}
