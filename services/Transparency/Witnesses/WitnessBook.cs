using System.Collections.Immutable;
using Ledger.Transparency.Formats;
using Ledger.Transparency.Notes;

namespace Ledger.Transparency.Witnesses;

/// <summary>An answer of a witness: HTTP status, body and media type.</summary>
public sealed record WitnessResponse(WitnessAnswer Answer, string Body, string MediaType)
{
    /// <summary>HTTP status.</summary>
    public int Status => (int)Answer;
}

/// <summary>All that a witness knows: the logs it watches and the latest tree of each. Immutable; an answer comes with the next state.</summary>
public sealed class WitnessBook
{
    private const string PlainText = "text/plain; charset=utf-8";

    private readonly ImmutableDictionary<string, ImmutableArray<VerifierKey>> _logs;
    private readonly ImmutableDictionary<string, SeenTree> _latest;

    private WitnessBook(ImmutableDictionary<string, ImmutableArray<VerifierKey>> logs, ImmutableDictionary<string, SeenTree> latest)
    {
        (_logs, _latest) = (logs, latest);
    }

    /// <summary>A witness of these logs, by the names of their keys, that has seen nothing yet.</summary>
    public static WitnessBook Of(IEnumerable<VerifierKey> logs) => new(
        logs.GroupBy(key => key.Name, StringComparer.Ordinal)
            .ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal),
        ImmutableDictionary.Create<string, SeenTree>(StringComparer.Ordinal));

    /// <summary>The latest tree of every log that was cosigned, by origin.</summary>
    public IReadOnlyDictionary<string, SeenTree> Seen => _latest;

    /// <summary>The latest tree of a log.</summary>
    public SeenTree Latest(string origin) => _latest.GetValueOrDefault(origin, SeenTree.None);

    /// <summary>The witness after it has seen a tree, for example from its store.</summary>
    public WitnessBook With(string origin, SeenTree seen) => new(_logs, _latest.SetItem(origin, seen));

    /// <summary>Answers a request. When the answer is a cosignature, the next state must be durable before it is sent.</summary>
    /// <param name="body">The body as received.</param>
    /// <param name="signer">The witness's key.</param>
    /// <param name="time">Now, POSIX seconds.</param>
    public (WitnessBook Next, WitnessResponse Response) Add(ReadOnlySpan<byte> body, CosignatureSigner signer, long time)
    {
        AddCheckpoint request;
        try
        {
            request = AddCheckpoint.Parse(body);
        }
        catch (FormatException malformed)
        {
            return (this, new WitnessResponse(WitnessAnswer.BadRequest, $"{malformed.Message}\n", PlainText));
        }

        var checkpoint = request.Checkpoint;
        var latest = Latest(checkpoint.Origin);
        var answer = WitnessRules.Decide(request, _logs.GetValueOrDefault(checkpoint.Origin, []), latest);
        return answer switch
        {
            WitnessAnswer.Cosign => (With(checkpoint.Origin, new SeenTree(checkpoint.Size, checkpoint.Root)),
                new WitnessResponse(answer, $"{signer.Sign(checkpoint, time)}\n", PlainText)),
            WitnessAnswer.Conflict => (this, new WitnessResponse(answer, $"{Lines.Number(latest.Size)}\n", WitnessRules.SizeMediaType)),
            _ => (this, new WitnessResponse(answer, "", PlainText)),
        };
    }
}
