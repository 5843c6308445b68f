using System.Globalization;
using System.Net;
using System.Text;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;
using Polly;
using Polly.CircuitBreaker;

namespace Ledger.Audit.Witnesses;

/// <summary>What came of asking a witness.</summary>
public abstract record WitnessReply
{
    /// <summary>It cosigned.</summary>
    /// <param name="Line">Its line, verified.</param>
    public sealed record Cosigned(NoteSignature Line) : WitnessReply;

    /// <summary>It knows another size of the log than the proof starts from.</summary>
    public sealed record Knows(long Size) : WitnessReply;

    /// <summary>It refused, answered nonsense, or did not answer in time.</summary>
    public sealed record Failed(string Reason) : WitnessReply;

    /// <summary>It failed before and is left alone for a while.</summary>
    public sealed record Resting : WitnessReply;
}

/// <summary>Speaks C2SP tlog-witness to one witness, for a bounded time; one that keeps failing is left alone for a while.</summary>
public sealed class WitnessClient(LogWitness witness, HttpClient http)
{
    private readonly ResiliencePipeline _patience = new ResiliencePipelineBuilder()
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 1, MinimumThroughput = 2, SamplingDuration = AuditLimits.WitnessRest * 2, BreakDuration = AuditLimits.WitnessRest,
        })
        .AddTimeout(AuditLimits.WitnessAnswer)
        .Build();

    /// <summary>Asks for a cosignature.</summary>
    public async Task<WitnessReply> AskAsync(AddCheckpoint request, CancellationToken ct)
    {
        try
        {
            return await _patience.ExecuteAsync(async token => await SendAsync(request, token), ct);
        }
        catch (BrokenCircuitException)
        {
            return new WitnessReply.Resting();
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return new WitnessReply.Failed(failure.Message);
        }
    }

    private async Task<WitnessReply> SendAsync(AddCheckpoint request, CancellationToken ct)
    {
        using var content = new ByteArrayContent(request.ToBytes());
        using var message = new HttpRequestMessage(HttpMethod.Post, witness.Address) { Content = content };
        using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
        var body = await BodyAsync(answer.Content, ct);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK => new WitnessReply.Cosigned(Line(request, body)),
            HttpStatusCode.Conflict when answer.Content.Headers.ContentType?.MediaType == WitnessRules.SizeMediaType
                && long.TryParse(body.TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) => new WitnessReply.Knows(size),
            var status => throw new HttpRequestException($"it answered {(int)status}"),
        };
    }

    // Whatever else it sends, only a line that its own key made over this checkpoint counts.
    private NoteSignature Line(AddCheckpoint request, string body)
    {
        var lines = SignedNote.Parse($"{request.Note.Text}\n{body}").Signatures;
        return lines.FirstOrDefault(line => line.Name == witness.Key.Name && line.KeyId == witness.Key.Id) is { } own
            && SignedNote.Of(request.Note.Text, own).Verify([witness.Key]).Accepted
                ? own
                : throw new FormatException("it answered without a cosignature of its key");
    }

    private static async Task<string> BodyAsync(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        var bytes = new byte[AuditLimits.WitnessAnswerBytes + 1];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return read < bytes.Length ? Encoding.UTF8.GetString(bytes, 0, read) : throw new HttpRequestException("its answer is too large");
    }
}
