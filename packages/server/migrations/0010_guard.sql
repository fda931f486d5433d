CREATE TABLE "attempts" (
	"name" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account_areas" (
	"user_id" text NOT NULL,
	"area" text NOT NULL,
	"since" bigint,
	"left_at" bigint,
	CONSTRAINT "account_areas_user_id_area_pk" PRIMARY KEY("user_id","area")
);
--> statement-breakpoint
CREATE TABLE "departures" (
	"audience" text NOT NULL,
	"record_id" uuid NOT NULL,
	"cursor" bigint NOT NULL,
	CONSTRAINT "departures_audience_record_id_pk" PRIMARY KEY("audience","record_id")
);
--> statement-breakpoint
ALTER TABLE "auth_rate_limit" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "auth_rate_limit" CASCADE;--> statement-breakpoint
ALTER TABLE "auth_user" ADD COLUMN "deactivated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "records" ADD COLUMN "area" text;--> statement-breakpoint
CREATE INDEX "attempts_over" ON "attempts" USING btree ("until");--> statement-breakpoint
CREATE INDEX "departures_feed" ON "departures" USING btree ("audience","cursor");--> statement-breakpoint
CREATE INDEX "records_area_feed" ON "records" USING btree ("area","cursor");--> statement-breakpoint
-- What is there gets the area of its place, as each record does when it is written.
UPDATE "records" SET "area" = "affected_entities"."lga" FROM "affected_entities" WHERE "affected_entities"."id" = "records"."affected_entity_id";
