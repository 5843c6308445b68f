using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Benchmarks.Measuring;

/// <summary>Writes measurements as JSON lines to standard output and progress to standard error.</summary>
internal sealed class Output(RunConfig config)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Progress(string text) => Console.Error.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {text}");

    public void Write(Measurement measurement)
    {
        var overall = Summary.Of(measurement.Samples);
        Console.Out.WriteLine(JsonSerializer.Serialize(new
        {
            measurement.Name,
            measurement.Unit,
            measurement.Clients,
            Rounds = measurement.Samples.Count,
            overall.Median,
            overall.Iqr,
            Ms = measurement.Milliseconds,
            Ratio = measurement.Ratios.Count > 0 ? measurement.Ratios : null,
            measurement.Aim,
            Details = measurement.Details.Count > 0 ? measurement.Details : null,
            Samples = measurement.Samples.Select(Digits.Four),
            Config = config.Facts,
        }, Json));
        Console.Out.Flush();
    }
}
