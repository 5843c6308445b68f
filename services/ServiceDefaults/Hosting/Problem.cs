using System.Text.Json;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Http;

namespace Ledger.ServiceDefaults.Hosting;

/// <summary>An RFC 9457 problem with our members: a stable <c>code</c>, the <c>field</c> and the rule in the caller's language.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code, kebab-case with a dot.</param>
/// <param name="Message">The rule that was broken.</param>
/// <param name="Field">JSON path of the field concerned, or null.</param>
public sealed record Problem(int Status, string Code, Text Message, string? Field = null)
{
    /// <summary>Prefix of the problem type: what <c>code</c> means stands in the README's table of codes.</summary>
    public const string TypePrefix = "urn:ledger:problem:";

    public static IResult From(Problem problem) => new ProblemResult(problem);

    public static IResult From(Rejection rejection) => From(Of(rejection));

    public static Problem Of(Rejection rejection) => new(
        rejection.Kind switch
        {
            RejectionKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            RejectionKind.Conflict => StatusCodes.Status409Conflict,
            RejectionKind.Forbidden => StatusCodes.Status403Forbidden,
            RejectionKind.NotFound => StatusCodes.Status404NotFound,
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        rejection.Code, rejection.Message, rejection.Field);

    private sealed class ProblemResult(Problem problem) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var chinese = CallerLanguage.IsChinese(httpContext.Request);
            httpContext.Response.StatusCode = problem.Status;
            httpContext.Response.ContentType = "application/problem+json; charset=utf-8";
            httpContext.Response.Headers.ContentLanguage = chinese ? "zh-CN" : "en";
            if (problem.Status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = "2";
            var body = new
            {
                Type = TypePrefix + problem.Code,
                Title = chinese ? problem.Message.Zh : problem.Message.En,
                problem.Status,
                problem.Code,
                problem.Field,
                TraceId = System.Diagnostics.Activity.Current?.TraceId.ToString(),
            };
            await JsonSerializer.SerializeAsync(httpContext.Response.Body, body, FactJson.Facts, httpContext.RequestAborted);
        }
    }
}
