using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.ServiceDefaults.Hosting;

/// <summary>OpenAPI 3.1 of the service's endpoints, with the bearer scheme and the headers a command needs.</summary>
internal static class OpenApiSetup
{
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
                Description = "Access token of the consortium's OpenID Connect provider.",
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (context.Description.HttpMethod == "POST" && !metadata.OfType<RawBody>().Any())
                Header(operation, "Idempotency-Key", required: true, "Made by the client; a repetition with the same key has one effect.");
            if (metadata.OfType<Handling.ChangesWhatWasRead>().Any())
                Header(operation, "If-Match", required: true, "ETag of the version the caller has seen.");
            return Task.CompletedTask;
        });
    }

    private static void Header(OpenApiOperation operation, string name, bool required, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name, In = ParameterLocation.Header, Required = required, Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
